import type { Found } from "@/lib/search/search-organization";

/** Searches an organization. Finds nothing if the request is refused; rejects if the server cannot be reached. */
export async function find(slug: string, search: string, signal: AbortSignal): Promise<Found["groups"]> {
  const query = new URLSearchParams({ search }).toString();
  const response = await fetch(`/api/v1/organizations/${slug}/search?${query}`, { signal });
  return response.ok ? ((await response.json()) as Found).groups : [];
}
