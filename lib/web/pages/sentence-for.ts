// The message of a refusal, from the error table. If another user opened the form, the message names the user who is now
// signed in.
import "server-only";
import type { ActorUser } from "@/lib/access/actor";
import { describeWait } from "@/lib/errors/describe-wait";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";

/** @param seconds whole, at least 1 */
export function waitSentence(seconds: number): string {
  return `Too many attempts. Please try again in ${describeWait(seconds)}.`;
}

/** @param viewer the signed-in user who reads the message */
export function sentenceFor(code: ErrorCode, viewer: Pick<ActorUser, "email"> | undefined): string {
  if (code !== "SIGNED_IN_AS_ANOTHER" || viewer === undefined) return ERROR_CODES[code].message;
  return `You are signed in as ${viewer.email}, but this form was opened while another account was signed in. Nothing was changed.`;
}
