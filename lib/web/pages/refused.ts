// The message about a refused plain form, selected by `?refused=<code>`. Only the messages of known codes are shown, so that
// a crafted link cannot show its own text. After a limit, `retry_at` is the time when it ends, which may be wrong in a
// crafted link, so it only changes the message.
import "server-only";
import { isSignedIn, type Caller } from "@/lib/access/actor";
import { WRONG_PASSWORD } from "@/lib/auth/passwords/prove-password";
import type { AppError } from "@/lib/errors/app-error";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { limits } from "@/lib/rate-limit/limits";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";
import { sentenceFor, waitSentence } from "./sentence-for";

export async function refusedSentence(params: SearchParams, { actor }: Caller): Promise<string | null> {
  const code = await refusedCode(params);
  if (code === null) return null;
  // The general message also mentions the email address, but these pages ask signed-in users only for their own password.
  if (code === "INVALID_CREDENTIALS") return WRONG_PASSWORD;
  const wait = code === "RATE_LIMITED" ? await waitUntil(params) : null;
  if (wait !== null) return wait > 0 ? waitSentence(wait) : "You can try again now.";
  return sentenceFor(code, isSignedIn(actor) ? actor.user : undefined);
}

export async function refusedCode(params: SearchParams): Promise<ErrorCode | null> {
  const code = await searchParam(params, "refused");
  return code !== undefined && Object.hasOwn(ERROR_CODES, code) ? (code as ErrorCode) : null;
}

/** The longest wait, in seconds. Only the pages of exports say how long to wait. */
const MAX_WAIT = Math.max(limits.exportPerUser.windowSeconds, limits.auditExportPerUser.windowSeconds);

/** In characters. The query must fit into the Location header, and no filter needs more. */
const MAX_QUERY = 2_000;

/** The entered values and the refusal. The time is absolute, so that it stays true when the page is reloaded. */
export function refusalQuery({ code, retryAfterSeconds }: AppError, chosen: Record<string, string> = {}): string {
  const isLimited = code === "RATE_LIMITED" && retryAfterSeconds !== undefined;
  const end = isLimited && { retry_at: String(Math.ceil(Date.now() / 1000) + retryAfterSeconds) };
  const refusal = { refused: code, ...end };
  const query = new URLSearchParams({ ...chosen, ...refusal }).toString();
  return query.length > MAX_QUERY ? new URLSearchParams(refusal).toString() : query;
}

/** In seconds, and at most 0 after the limit has ended; null without a time, or if it is further away than `MAX_WAIT`. */
async function waitUntil(params: SearchParams): Promise<number | null> {
  const time = await searchParam(params, "retry_at");
  if (time === undefined || !/^\d{10}$/.test(time)) return null;
  const seconds = Number(time) - Math.floor(Date.now() / 1000);
  // One second more, because the time is rounded up and the current time down.
  return seconds <= MAX_WAIT + 1 ? seconds : null;
}
