// What two readers of a request could understand in two ways is refused: a query parameter or a cookie of ours sent
// twice, and a path that cannot be decoded or hides control characters.
import { AppError } from "@/lib/errors/app-error";
import { cookieValues } from "../cookies";

/** @throws AppError MALFORMED_REQUEST */
export function assertUnambiguous(
  path: string,
  query: URLSearchParams,
  cookies: string | null,
  ourCookies: readonly string[],
): void {
  const names = [...query.keys()];
  const isTwice = new Set(names).size < names.length || ourCookies.some((name) => cookieValues(cookies, name).length > 1);
  if (isTwice || !isReadable(path)) throw new AppError("MALFORMED_REQUEST");
}

function isReadable(path: string): boolean {
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}
