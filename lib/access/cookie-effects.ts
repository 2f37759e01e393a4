// What an operation changes in the caller's browser, as plain values. lib/web/cookies applies them, identically for forms
// and for JSON.
import "server-only";
import type { ThemeChoice } from "@/lib/design/themes";
import type { ErrorCode } from "@/lib/errors/codes";

/** The kinds of mailed links. Each has a cookie that keeps the token of the last opened link, for a reload of the page. */
export type MailedLink = "invitation" | "verification" | "passwordReset" | "emailChange";

export interface CookieEffects {
  /** A new session, or "clear" to sign the browser out. Signing out also clears the cookies of mailed links. */
  session?: { token: string } | "clear" | null;
  /** Clears the cookies of all mailed links, because the links do not belong to the user of the new session. */
  mailedLinks?: "clear";
  /** The new device cookie, for a browser in which the owner of the account was verified. */
  device?: string;
  /** The cookie that marks the browser that began a sign-up. */
  signUpFlow?: string;
  /**
   * The email address just entered to sign up, for the page that says where the link was sent; "clear" when the address is
   * verified.
   */
  signUpEmail?: { address: string } | "clear";
  /** The new value of the cookie that binds sign-ins at other providers to this browser. */
  oauthFlow?: string;
  /** The color theme chosen in the browser. */
  theme?: ThemeChoice;
}

/** Without these rules an operation changes nothing in the browser. */
export interface CookieRules<Output> {
  /**
   * The kind of mailed link whose token is the input's `token`. The cookie that keeps the token is cleared as soon as the
   * token is used or has become invalid.
   */
  readonly mailedLink?: MailedLink;
  /**
   * What a success changes. A method, not a property, so that an operation is assignable where a wider output is expected.
   */
  cookies?(output: Output): CookieEffects;
  /** What a refusal changes. */
  cookiesIfRefused?(code: ErrorCode): CookieEffects;
}
