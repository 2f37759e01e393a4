// Why a page's plain form was refused, from `?refused=<code>`. Only messages of the error table are shown, so that a crafted
// link cannot show text of its own.
import "server-only";
import { isSignedIn, type Caller } from "@/lib/access/actor";
import { WRONG_PASSWORD } from "@/lib/auth/passwords/prove-password";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";
import { sentenceFor } from "./sentence-for";

export async function refusedSentence(params: SearchParams, { actor }: Caller): Promise<string | null> {
  const code = await refusedCode(params);
  if (code === null) return null;
  // On a signed-in page, a wrong password is always the user's own.
  if (code === "INVALID_CREDENTIALS") return WRONG_PASSWORD;
  return sentenceFor(code, isSignedIn(actor) ? actor.user : undefined);
}

export async function refusedCode(params: SearchParams): Promise<ErrorCode | null> {
  const code = await searchParam(params, "refused");
  return code !== undefined && Object.hasOwn(ERROR_CODES, code) ? (code as ErrorCode) : null;
}
