// Decides what a user sees after a form was refused: another page if the form's page cannot help, otherwise the form again,
// with the error and the entered values.
import "server-only";
import { isSignedIn, type Actor, type Caller } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import type { AppError } from "@/lib/errors/app-error";
import { ERROR_CODES } from "@/lib/errors/codes";
import { goOn } from "@/lib/web/cookies/go-on";
import { echoableValues } from "@/lib/web/http/form-data";
import { askedFor } from "@/lib/web/pages/asked-for";
import { sentenceFor, waitSentence } from "@/lib/web/pages/sentence-for";
import { detourOf, isScripted } from "./detour";
import type { FormState } from "./form-state";
import { asksForProof } from "./recent-proof";

type Refusing = Pick<Operation<Actor, unknown>, "minRole" | "recent" | "input">;

/** The page to redirect to after a refusal; null to stay on the form's page, as is always the case with JavaScript. */
export async function pageAfterRefusal({ minRole }: Refusing, error: AppError): Promise<{ redirectTo: string } | null> {
  if (await isScripted()) return null;
  const detour = await detourOf(error);
  if (detour !== null) return { redirectTo: detour };
  // The form's page would be rendered for the user who is now signed in, and who may have no access to it.
  const mayBeGone = error.code === "SIGNED_IN_AS_ANOTHER" && minRole !== "public";
  return mayBeGone ? goOn((await askedFor()) ?? "/", "signed-in-as-another") : null;
}

interface Refused {
  error: AppError;
  values: Record<string, string>;
  /** Null if the request failed before the caller was resolved. */
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

const PROOF_MISSING = { current_password: "Please show first that it’s you." };

function messageOf(error: AppError, actor: Actor | undefined): string | undefined {
  const { code, fields, retryAfterSeconds } = error;
  // The fields have messages of their own, and a single invalid field needs no summary.
  const invalid = Object.keys(fields).length;
  if (invalid > 0) return invalid === 1 ? undefined : ERROR_CODES.VALIDATION_ERROR.message;
  if (code !== "RATE_LIMITED" || retryAfterSeconds === undefined)
    return sentenceFor(code, actor && isSignedIn(actor) ? actor.user : undefined);
  return waitSentence(retryAfterSeconds);
}
