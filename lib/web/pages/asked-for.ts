// The path and query of the page being rendered, as the middleware hands them on: a claim, to be sent back to and to be
// read, and nothing to decide by.
import "server-only";
import { headers } from "next/headers";
import { PATH_HEADER } from "@/lib/web/edge/paths";
import { safeRedirect } from "@/lib/web/http/safe-redirect";

/** Null where no middleware ran. */
export async function askedFor(): Promise<string | null> {
  return safeRedirect((await headers()).get(PATH_HEADER));
}
