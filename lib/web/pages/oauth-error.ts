// The message about a sign-in with a provider that did not succeed, selected by `?error=<code in lower case>`. Only messages
// of known codes are shown, so that a crafted link cannot show its own text.
import "server-only";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";

/** What a code of general use means here. */
const HERE: Partial<Record<ErrorCode, string>> = {
  FEATURE_DISABLED: "There is no account for this Google account, and new accounts cannot be created at the moment.",
  UNAUTHORIZED: "You were signed out meanwhile. Sign in, and then try again.",
  RECENT_PROOF_REQUIRED: "It took too long to come back from Google. Please start again.",
};

export async function oauthError(params: SearchParams): Promise<string | null> {
  const code = (await searchParam(params, "error"))?.toUpperCase();
  if (code === undefined || !Object.hasOwn(ERROR_CODES, code)) return null;
  return HERE[code as ErrorCode] ?? ERROR_CODES[code as ErrorCode].message;
}
