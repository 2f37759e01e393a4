// What the user of a refused form gets: another page if theirs cannot help them, else the form again, with the problem and
// what they typed.
import "server-only";
import { isSignedIn, type Actor, type Caller } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import type { AppError } from "@/lib/errors/app-error";
import { ERROR_CODES } from "@/lib/errors/codes";
import { describeWait } from "@/lib/errors/describe-wait";
import { goOn } from "@/lib/web/cookies/go-on";
import { echoableValues } from "@/lib/web/http/form-data";
import { askedFor } from "@/lib/web/pages/asked-for";
import { sentenceFor } from "@/lib/web/pages/sentence-for";
import { detourOf, isScripted } from "./detour";
import type { FormState } from "./form-state";
import { asksForProof } from "./recent-proof";

type Refusing = Pick<Operation<Actor, unknown>, "minRole" | "recent" | "input">;

/** The page that a refusal leads to; null if the form stays on its page, as it always does with JavaScript. */
export async function pageAfterRefusal({ minRole }: Refusing, error: AppError): Promise<{ redirectTo: string } | null> {
  if (await isScripted()) return null;
  const detour = await detourOf(error);
  if (detour !== null) return { redirectTo: detour };
  // The page would be rendered for the user now signed in, who may not be allowed to use the form at all.
  const mayBeGone = error.code === "SIGNED_IN_AS_ANOTHER" && minRole !== "public";
  return mayBeGone ? goOn((await askedFor()) ?? "/", "signed-in-as-another") : null;
}

interface Refused {
  error: AppError;
  values: Record<string, string>;
  /** Null if the request failed before it was resolved. */
  caller: Caller | null;
  requestId: string;
}

export async function refusedState(operation: Refusing, { error, values, caller, requestId }: Refused): Promise<FormState> {
  const { code } = error;
  const detour = (await detourOf(error)) ?? undefined;
  return {
    status: "error",
    code,
    message: messageOf(error, caller?.actor),
    requestId,
    // What one user typed must not be shown on another user's page.
    values: code === "SIGNED_IN_AS_ANOTHER" ? undefined : echoableValues(operation.input, values),
    fields: code === "RECENT_PROOF_REQUIRED" ? PROOF_MISSING : error.fields,
    asksForProof: caller !== null && asksForProof(operation, caller, code, values),
    detour,
  };
}

const PROOF_MISSING = { current_password: "It has been a while since you signed in." };

function messageOf(error: AppError, actor: Actor | undefined): string | undefined {
  const { code, fields, retryAfterSeconds } = error;
  // The fields' own messages describe the rest, and a single one needs no introduction.
  const invalid = Object.keys(fields).length;
  if (invalid > 0) return invalid === 1 ? undefined : ERROR_CODES.VALIDATION_ERROR.message;
  if (code !== "RATE_LIMITED" || retryAfterSeconds === undefined)
    return sentenceFor(code, actor && isSignedIn(actor) ? actor.user : undefined);
  return `Too many attempts. Please try again in ${describeWait(retryAfterSeconds)}.`;
}
