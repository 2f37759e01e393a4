// The path of the sign-in page, with the page to return to.
import "server-only";
import type { ErrorCode } from "@/lib/errors/codes";

/**
 * @param next path and query of the page to return to; null if unknown
 * @param refused why the user has to sign in, which the sign-in page shows
 */
export function signInPath(next: string | null, refused?: ErrorCode): string {
  const parameters = [
    ...(next === null ? [] : [`next=${encodeURIComponent(next)}`]),
    ...(refused ? [`refused=${refused}`] : []),
  ];
  return parameters.length === 0 ? "/login" : `/login?${parameters.join("&")}`;
}
