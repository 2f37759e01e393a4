// The copilot without JavaScript: the page waits for the whole answer, and shows it.
import "server-only";
import { CutAnswer } from "@/lib/ai/cut-answer";
import type { CopilotAnswer } from "@/lib/copilot/copilot-answer";
import { improveNote } from "@/lib/copilot/improve-note";
import { summarizeNote } from "@/lib/copilot/summarize-note";
import { orgAction } from "@/lib/web/adapters/action";
import type { FormAction } from "@/lib/web/adapters/form-state";

async function whole(answer: CopilotAnswer, asked: Record<string, string | undefined>) {
  const { instruction = "", tone = "" } = asked;
  const values = { instruction, tone };
  let text = "";
  try {
    for await (const piece of await answer.open()) text += piece;
  } catch (error) {
    if (!(error instanceof CutAnswer) || text === "") throw error;
    return { text, isCut: true, message: "", values };
  }
  return { text, message: "The answer is ready. Nothing is saved until you apply it.", values };
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
