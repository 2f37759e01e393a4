// Whether the copilot can be used for a note, what it would use at most, and what is left.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { userIdOf } from "@/lib/access/actor";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { estimateCall, hasModel } from "@/lib/ai/metered-call";
import { creditsView, type CreditsView } from "@/lib/credits/summary";
import { getNote } from "@/lib/notes/get-note";
import { findLatestCall } from "./queries";
import { CopilotView, GetCopilotInput, type CopilotCall } from "./schemas";
import { largestRequestFor } from "./tasks";

function stateOf({ ai, available }: CreditsView, least: number): CopilotView["state"] {
  if (!ai.inPlan) return "not_in_plan";
  if (!ai.enabled) return "off";
  return available === null || available >= least ? "ready" : "used_up";
}

type CallRow = NonNullable<Awaited<ReturnType<typeof findLatestCall>>>;

function toCall(row: CallRow): CopilotCall {
  return {
    id: row.id,
    status: row.status,
    input_tokens: Number(row.inputTokens),
    output_tokens: Number(row.outputTokens),
    credits: Number(row.spentAllotment + row.spentPurchased + row.spentOverage),
  };
}

export const getCopilot = orgOperation({
  name: "notes.get-copilot",
  accepts: anyCredential,
  effect: "read",
  minRole: "member",
  limit: generalLimitOnly,
  input: GetCopilotInput,
  output: CopilotView,
  prepare: ({ actor, request }, { id }) => getNote({ actor, request }, { id }),
  run: async ({ db, actor, prepared: { content } }): Promise<CopilotView> => {
    const credits = await creditsView(db, actor.organization.id);
    const { available } = credits;
    const latest = await findLatestCall(db, userIdOf(actor));
    const latest_call = latest ? toCall(latest) : null;
    const improve = estimateCall(largestRequestFor("improve", content));
    const summarize = estimateCall(largestRequestFor("summarize", content));
    if (improve === null || summarize === null || !(await hasModel(db)))
      return { state: "off", estimates: { improve: 0, summarize: 0 }, available, latest_call };
    const estimates = { improve, summarize };
    const state = stateOf(credits, Math.min(estimates.improve, estimates.summarize));
    return { state, estimates, available, latest_call };
  },
});
