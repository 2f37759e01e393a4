// The message about a sign-in with a provider that did not succeed, selected by `?error=<code in lower case>`. Only codes
// that such a sign-in can end with have a message, so that a crafted link can show neither its own text nor that of another
// error.
import "server-only";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";

const messageOf = (code: ErrorCode) => ERROR_CODES[code].message;

/** A code of general use has a message of its own here. */
export const OAUTH_ERRORS = {
  OAUTH_CANCELLED: messageOf("OAUTH_CANCELLED"),
  OAUTH_INVALID_STATE: messageOf("OAUTH_INVALID_STATE"),
  OAUTH_MISSING_CODE: messageOf("OAUTH_MISSING_CODE"),
  OAUTH_EMAIL_UNVERIFIED: messageOf("OAUTH_EMAIL_UNVERIFIED"),
  OAUTH_LINK_REQUIRED: messageOf("OAUTH_LINK_REQUIRED"),
  OAUTH_NOT_INVITED: messageOf("OAUTH_NOT_INVITED"),
  OAUTH_SIGN_UP_CLOSED: messageOf("OAUTH_SIGN_UP_CLOSED"),
  OAUTH_NOT_RECENT: messageOf("OAUTH_NOT_RECENT"),
  OAUTH_OTHER_ACCOUNT: messageOf("OAUTH_OTHER_ACCOUNT"),
  OAUTH_IN_USE: messageOf("OAUTH_IN_USE"),
  OAUTH_LINKED_ALREADY: messageOf("OAUTH_LINKED_ALREADY"),
  OAUTH_UNAVAILABLE: messageOf("OAUTH_UNAVAILABLE"),
  OAUTH_FAILED: messageOf("OAUTH_FAILED"),
  ACCOUNT_SUSPENDED: messageOf("ACCOUNT_SUSPENDED"),
  FEATURE_DISABLED: "Sign-in with Google is not available here. Sign in another way.",
  UNAUTHORIZED: "You were signed out while you were at Google. Sign in, and then start again.",
  RATE_LIMITED: "There were too many sign-ins with Google from your network. Please wait a few minutes and start again.",
  BUSY: "The service is busy, so the sign-in with Google was not completed. Please start again in a moment.",
  CONFLICT: "Something changed while you were at Google. Please start again.",
  INTERNAL_ERROR: "Something went wrong on our side during the sign-in with Google. Please start again.",
} as const satisfies Partial<Record<ErrorCode, string>>;

type OauthError = keyof typeof OAUTH_ERRORS;

const isShown = (code: string): code is OauthError => Object.hasOwn(OAUTH_ERRORS, code);

/** The value of `?error=` for a refusal. One that only a malformed callback causes is a failure like any other. */
export function shownCode(code: ErrorCode): string {
  return (isShown(code) ? code : "OAUTH_FAILED").toLowerCase();
}

export async function oauthError(params: SearchParams): Promise<string | null> {
  const code = (await searchParam(params, "error"))?.toUpperCase() ?? "";
  return isShown(code) ? OAUTH_ERRORS[code] : null;
}
