// The copilot without JavaScript: the page waits for the whole answer, and shows it.
import "server-only";
import type { CopilotAnswer } from "@/lib/copilot/copilot-answer";
import { improveNote } from "@/lib/copilot/improve-note";
import { summarizeNote } from "@/lib/copilot/summarize-note";
import { orgAction } from "@/lib/web/adapters/action";
import type { FormAction } from "@/lib/web/adapters/form-state";

async function whole(answer: CopilotAnswer, asked: Record<string, string | undefined>) {
  let text = "";
  for await (const piece of await answer.open()) text += piece;
  const { instruction = "", tone = "" } = asked;
  return { text, message: "The answer is ready. Nothing is saved until you apply it.", values: { instruction, tone } };
}

const options = {
  carry: ["task"],
  done: (answer: CopilotAnswer, _carried: unknown, asked: Record<string, string | undefined>) => whole(answer, asked),
};

const improveAction = orgAction(improveNote, options);
const summarizeAction = orgAction(summarizeNote, options);

/** The page shows which task the answer is for, so that it is applied in the right place. */
export const askCopilotAction: FormAction = async (state, data) => {
  const task = data.get("task") === "summarize" ? "summarize" : "improve";
  const next = await (task === "summarize" ? summarizeAction : improveAction)(state, data);
  return { ...next, values: { ...next.values, task } };
};
