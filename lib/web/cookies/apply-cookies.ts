// The only place that turns an operation's cookie effects into cookies. Both adapters call it, on success and on refusal, so
// that a form and a JSON call set the same cookies.
import "server-only";
import type { CookieEffects, CookieRules, MailedLink } from "@/lib/access/cookie-effects";
import { TOKEN_PATTERN } from "@/lib/crypto/random";
import type { ErrorCode } from "@/lib/errors/codes";
import { MAILED_LINK_KINDS } from "./mailed-links";
import { sentCookie } from "./sent-cookie";
import { clearCookie, writeCookie } from "./write-cookie";

type Outcome<Output> = { output: Output } | { refusal: ErrorCode };

/** Refusals after which the link can no longer succeed. */
const OVER: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["INVALID_LINK", "ALREADY_MEMBER"]);
/** Refusals after which the user signs in or out and then returns to the link. */
const COMES_BACK: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["UNAUTHORIZED", "SIGNED_IN_AS_ANOTHER"]);

interface Link {
  /** The token of a mailed link, as the client sent it. */
  token?: unknown;
  /** The mailed link to which the form returns, if the form's operation does not use the link itself. */
  returnsTo?: MailedLink;
}

export async function applyCookies<Output>(
  { cookieRules: rules }: { cookieRules: CookieRules<Output> },
  outcome: Outcome<Output>,
  { token, returnsTo }: Link = {},
): Promise<void> {
  const isDone = "output" in outcome;
  await apply((isDone ? rules.cookies?.(outcome.output) : rules.cookiesIfRefused?.(outcome.refusal)) ?? {});
  const { mailedLink } = rules;
  const comesBack = !isDone && COMES_BACK.has(outcome.refusal);
  if (mailedLink && (isDone || OVER.has(outcome.refusal))) await dropToken(mailedLink, token);
  if (mailedLink && comesBack) await keepToken(mailedLink, token);
  if (returnsTo && (isDone || comesBack)) await keepToken(returnsTo, token);
}

async function apply(effects: CookieEffects): Promise<void> {
  const { session, mailedLinks, device, signUpFlow, signUpEmail, oauthFlow, theme } = effects;
  if (session === "clear") await clearCookie("session");
  else if (session) await writeCookie("session", session.token);
  if (session === "clear" || mailedLinks === "clear") await clearMailedLinks();
  if (session === "clear") await clearIfSent("organization");
  // The next user of a shared computer must not see the previous user's email address.
  if (session) await clearIfSent("signUpEmail");
  if (device !== undefined) await writeCookie("device", device);
  if (signUpFlow !== undefined) await writeCookie("signUpFlow", signUpFlow);
  if (signUpEmail === "clear") await clearCookie("signUpEmail");
  else if (signUpEmail) await writeCookie("signUpEmail", signUpEmail.address);
  if (oauthFlow !== undefined) await writeCookie("oauthFlow", oauthFlow);
  if (theme === "system") await clearCookie("theme");
  else if (theme) await writeCookie("theme", theme);
}

async function clearIfSent(kind: "organization" | "signUpEmail"): Promise<void> {
  if ((await sentCookie(kind)) !== null) await clearCookie(kind);
}

async function clearMailedLinks(): Promise<void> {
  for (const link of MAILED_LINK_KINDS) await clearCookie(link);
}

async function keepToken(link: MailedLink, token: unknown): Promise<void> {
  if (typeof token === "string" && TOKEN_PATTERN.test(token)) await writeCookie(link, token);
}

/** Clears the cookie only if it contains this token: it may contain the token of another link that is still needed. */
async function dropToken(link: MailedLink, token: unknown): Promise<void> {
  if (token === (await sentCookie(link))) await clearCookie(link);
}
