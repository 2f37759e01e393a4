// Streams the copilot's answer as text. Its headers name the call, and say what it reserved.
import "server-only";
import type { OrganizationActor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import type { CopilotAnswer } from "@/lib/copilot/copilot-answer";
import { improveNote } from "@/lib/copilot/improve-note";
import { summarizeNote } from "@/lib/copilot/summarize-note";
import { orgRoute } from "@/lib/web/adapters/route";

const REMARK =
  "The answer is streamed as text. `X-Call-ID` names the call, and `X-Credits-Reserved` is the most that it can use. Closing the connection ends the call; what it has used until then is charged. A connection that breaks off means that the answer is incomplete, also if it reached the largest output: the status of the call is then `cut`. Repeating a request with its `Idempotency-Key` returns the stored answer and uses no credits.";

const route = (operation: Operation<OrganizationActor, CopilotAnswer>, summary: string) =>
  orgRoute(operation, {
    summary,
    remark: REMARK,
    refuses: ["FEATURE_DISABLED", "MODEL_PRICE_MISSING", "QUOTA_EXCEEDED", "UPSTREAM_FAILED"],
    text: {
      headers: ["X-Call-ID", "X-Credits-Reserved"],
      of: async (answer, signal) => ({
        headers: { "X-Call-ID": answer.callId, "X-Credits-Reserved": String(answer.reserved) },
        pieces: await answer.open(signal),
      }),
    },
  });

export const improveRoute = route(improveNote, "Improve a note’s text");
export const summarizeRoute = route(summarizeNote, "Summarize a note");
