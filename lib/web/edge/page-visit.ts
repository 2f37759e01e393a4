// Whether a request is a page visit: a full load or a client-side navigation. Prefetches, API calls and images are not.
import "server-only";

interface Asked {
  method?: string | undefined;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

export function isPageVisit({ method, headers }: Asked): boolean {
  if (method !== "GET") return false;
  if (/prefetch/.test(`${String(headers.purpose)} ${String(headers["sec-purpose"])}`)) return false;
  const isSoftNavigation = headers.rsc === "1" && headers["next-router-prefetch"] === undefined;
  return isSoftNavigation || String(headers.accept).includes("text/html");
}
