// Refuses requests that two parsers could interpret differently: a known cookie or query parameter is sent twice, or the
// path cannot be decoded or contains control characters. API routes check their own query parameters.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { cookieValues } from "@/lib/web/cookies/cookie-policy";
import { pageParameters } from "@/lib/web/http/search-params";
import { isApi } from "./paths";

/** @throws AppError MALFORMED_REQUEST */
export function assertUnambiguous(
  path: string,
  query: URLSearchParams,
  cookies: string | null,
  ourCookies: readonly string[],
): void {
  const parameters = isApi(path) ? [] : pageParameters(path);
  const isTwice =
    parameters.some((name) => query.getAll(name).length > 1) ||
    ourCookies.some((name) => cookieValues(cookies, name).length > 1);
  if (isTwice || !isReadable(path)) throw new AppError("MALFORMED_REQUEST");
}

function isReadable(path: string): boolean {
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}
