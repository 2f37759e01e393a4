// What an operation changes in the browser that called it. Says what, not how: lib/web/cookies applies it, the same for forms
// and for JSON.
import "server-only";
import type { ErrorCode } from "@/lib/errors/codes";

/** The mailed links whose token the browser keeps for a while, in a cookie of its own for each kind. */
export type MailedLink = "invitation" | "verification" | "passwordReset" | "emailChange";

export interface CookieEffects {
  /** A new session; "clear" signs the browser out, which also drops every mailed link that it keeps. */
  session?: { token: string } | "clear" | null;
  /** Marks the browser as one that its user has proved to be theirs. */
  device?: string;
  /** Marks the browser as the one that a sign-up began in. */
  signUpFlow?: string;
}

/** An operation without these changes nothing in the browser. */
export interface CookieRules<Output> {
  /** The kind of mailed link whose token is the input's `token`. A kept one is dropped once it has been used or is over. */
  readonly mailedLink?: MailedLink;
  /** What a success changes. A method, so that an operation may stand where one with a wider output is asked for. */
  cookies?(output: Output): CookieEffects;
  /** What a refusal changes. */
  cookiesIfRefused?(code: ErrorCode): CookieEffects;
}
