// Prepares a call of the model about a note, for the operations of the copilot: the caller may read the note, runs few calls at
// once, and the credits are reserved. Nothing of this holds a transaction while the model answers.
import "server-only";
import { userIdOf, type OrganizationActor } from "@/lib/access/actor";
import { claimAnswer, releaseQuietly } from "@/lib/access/kept-answer";
import type { FindContext } from "@/lib/access/operation-spec";
import { reserveCall } from "@/lib/ai/metered-call";
import type { TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { getNote } from "@/lib/notes/get-note";
import { newAnswer, repeatedAnswer, type CopilotAnswer, type KeptAnswer } from "./copilot-answer";
import { countOpenCalls } from "./queries";
import type { AskInput } from "./schemas";
import { requestFor, type Task } from "./tasks";

/** The calls of one member, or of all API keys of an organization, that may run at once. */
export const MOST_AT_ONCE = 3;
const RETRY_AFTER_SECONDS = 5;

type Context = FindContext<OrganizationActor, TenantDb>;

/** @throws AppError RATE_LIMITED */
async function assertFewAtOnce({ actor, transaction }: Context, most: number): Promise<void> {
  const open = await transaction((db) => countOpenCalls(db, userIdOf(actor)));
  if (open > most) throw new AppError("RATE_LIMITED", { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

async function reserved(task: Task, context: Context, input: AskInput, operation: string) {
  const { actor, request } = context;
  const { content } = await getNote({ actor, request }, { id: input.id });
  await assertFewAtOnce(context, MOST_AT_ONCE - 1);
  const call = await reserveCall({
    organizationId: actor.organization.id,
    userId: userIdOf(actor),
    requestId: request.requestId,
    operation,
    request: requestFor(task, { ...input, content }),
  });
  // Each call counts only once its own reservation is committed, so of several at once none is overlooked.
  await assertFewAtOnce(context, MOST_AT_ONCE).catch(async (error: unknown) => {
    await call.abandon();
    throw error;
  });
  return call;
}

/** @throws AppError NOT_FOUND, RATE_LIMITED, FEATURE_DISABLED, MODEL_PRICE_MISSING, QUOTA_EXCEEDED, CONFLICT for a key in use */
export async function ask(task: Task, context: Context, input: AskInput): Promise<CopilotAnswer> {
  const operation = `notes.${task}`;
  const { idempotencyKey: key, transaction, actor } = context;
  if (key === undefined) return newAnswer(await reserved(task, context, input, operation), undefined);
  const claimed = await claimAnswer<KeptAnswer>(transaction, actor, { key, operation, input });
  if ("answer" in claimed) return repeatedAnswer(claimed.answer);
  try {
    return newAnswer(await reserved(task, context, input, operation), claimed.claim);
  } catch (error) {
    await releaseQuietly(claimed.claim);
    throw error;
  }
}

export function askedAbout({ output, id }: { output: CopilotAnswer; id: string }) {
  const { callId, reserved: credits, isRepeated } = output;
  return { entityType: "note", entityId: id, after: isRepeated ? { repeats: callId } : { call: callId, reserved: credits } };
}
