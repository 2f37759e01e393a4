// The message about a refused plain form, selected by `?refused=<code>`. Only the messages of known codes are shown, so that
// a crafted link cannot show its own text.
import "server-only";
import { isSignedIn, type Caller } from "@/lib/access/actor";
import { WRONG_PASSWORD } from "@/lib/auth/passwords/prove-password";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";
import { sentenceFor } from "./sentence-for";

export async function refusedSentence(params: SearchParams, { actor }: Caller): Promise<string | null> {
  const code = await refusedCode(params);
  if (code === null) return null;
  // The general message also mentions the email address, but these pages ask signed-in users only for their own password.
  if (code === "INVALID_CREDENTIALS") return WRONG_PASSWORD;
  return sentenceFor(code, isSignedIn(actor) ? actor.user : undefined);
}

export async function refusedCode(params: SearchParams): Promise<ErrorCode | null> {
  const code = await searchParam(params, "refused");
  return code !== undefined && Object.hasOwn(ERROR_CODES, code) ? (code as ErrorCode) : null;
}
