// The path of the sign-in page, with the page to return to.
import "server-only";
import type { ErrorCode } from "@/lib/errors/codes";

/**
 * @param next path and query of the page to return to; null if unknown
 * @param refused the refusal that requires signing in; the sign-in page shows its message
 */
export function signInPath(next: string | null, refused?: ErrorCode): string {
  const parameters = [
    ...(next === null ? [] : [`next=${encodeURIComponent(next)}`]),
    ...(refused ? [`refused=${refused}`] : []),
  ];
  return parameters.length === 0 ? "/login" : `/login?${parameters.join("&")}`;
}
