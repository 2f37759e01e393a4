// Why the plain form of a page was refused, from `?refused=<code>`: only sentences of our table are ever shown, so a
// planted link says nothing new.
import "server-only";
import { isSignedIn, type Caller } from "@/lib/access/actor";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { signedInAs } from "./rendered-for";
import { searchParam, type SearchParams } from "./search-params";

/** On a page of somebody who is signed in, the only password there is to give is their own. */
const WRONG_PASSWORD = "This is not your current password.";

export async function refusedSentence(params: SearchParams, { actor }: Caller): Promise<string | null> {
  const code = await refusedCode(params);
  if (code === "INVALID_CREDENTIALS") return WRONG_PASSWORD;
  if (code === "SIGNED_IN_AS_ANOTHER" && isSignedIn(actor)) return signedInAs(actor.user.email);
  return code === null ? null : ERROR_CODES[code].message;
}

export async function refusedCode(params: SearchParams): Promise<ErrorCode | null> {
  const code = await searchParam(params, "refused");
  return code !== undefined && Object.hasOwn(ERROR_CODES, code) ? (code as ErrorCode) : null;
}
