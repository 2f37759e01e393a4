// What an operation changes in the caller's browser, as plain values. lib/web/cookies applies them, identically for forms
// and for JSON.
import "server-only";
import type { ErrorCode } from "@/lib/errors/codes";

/** The mailed links whose token the browser keeps for a while, each kind in its own cookie. */
export type MailedLink = "invitation" | "verification" | "passwordReset" | "emailChange";

export interface CookieEffects {
  /** A new session, or "clear" to sign the browser out, which also drops every mailed link that it keeps. */
  session?: { token: string } | "clear" | null;
  /** Drops every mailed link that the browser keeps, because they belong to somebody else than its new session. */
  mailedLinks?: "clear";
  /** The new device cookie, for a browser whose user proved the account. */
  device?: string;
  /** Marks the browser that began a sign-up. */
  signUpFlow?: string;
  /** The address that was just entered to sign up, for the page that says where the link went; "clear" once it is verified. */
  signUpEmail?: { address: string } | "clear";
}

/** Without these rules an operation changes nothing in the browser. */
export interface CookieRules<Output> {
  /**
   * The kind of mailed link whose token is the input's `token`. A kept token is dropped once it was used or has become
   * invalid.
   */
  readonly mailedLink?: MailedLink;
  /** What a success changes. A method, so that an operation is assignable where a wider output is expected. */
  cookies?(output: Output): CookieEffects;
  /** What a refusal changes. */
  cookiesIfRefused?(code: ErrorCode): CookieEffects;
}
