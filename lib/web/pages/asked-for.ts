// Path and query of the page being rendered, from a header that the middleware sets. They are untrusted: use them to link
// back, not for decisions.
import "server-only";
import { headers } from "next/headers";
import { PATH_HEADER } from "@/lib/web/edge/paths";
import { safeRedirect } from "@/lib/web/http/safe-redirect";

/** Null if the middleware did not run. */
export async function askedFor(): Promise<string | null> {
  return safeRedirect((await headers()).get(PATH_HEADER));
}
