// The way to sign in, and back.
import "server-only";
import type { ErrorCode } from "@/lib/errors/codes";

/**
 * @param next path and query of the page to come back to, null where it is not known
 * @param refused why somebody is sent to sign in who did not ask for it; said there
 */
export function signInPath(next: string | null, refused?: ErrorCode): string {
  const parameters = [
    ...(next === null ? [] : [`next=${encodeURIComponent(next)}`]),
    ...(refused ? [`refused=${refused}`] : []),
  ];
  return parameters.length === 0 ? "/login" : `/login?${parameters.join("&")}`;
}
