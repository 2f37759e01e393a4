// With JavaScript, the response to an action that redirects already contains the next page. The framework drops the cookies
// of that page, including the one that clears the flash. The page already shows the flash, so the flash cookie that the
// action set must not reach the browser.
import "server-only";
import { env } from "@/lib/env/server";
import { cookieAttributes, cookieName, serializeCookie } from "./cookie-policy";
import { setCookieLines, type Answer } from "./session-renewal";

const carriesNextPage = (response: Answer) =>
  response.getHeader("x-action-redirect") !== undefined &&
  String(response.getHeader("Content-Type")).startsWith("text/x-component");

/** Clears the flash cookie in a response that contains the next page, which already shows the flash. */
export function clearShownFlash(response: Answer): void {
  if (!carriesNextPage(response)) return;
  const name = cookieName(env(), "flash");
  const set = setCookieLines(response);
  const others = set.filter((line) => !line.startsWith(`${name}=`));
  if (others.length === set.length) return;
  response.setHeader("Set-Cookie", [
    ...others,
    serializeCookie(name, "", { ...cookieAttributes(env(), "flash"), maxAge: 0 }),
  ]);
}
