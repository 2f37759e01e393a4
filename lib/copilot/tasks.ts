// What the copilot can do with a note, as requests to a model. The note's text is the material and never part of the
// instructions.
import "server-only";
import { countTokens } from "@/lib/ai/count-tokens";
import type { ModelRequest } from "@/lib/ai/model-port";
import { MAX_CONTENT } from "@/lib/notes/lengths";
import { MAX_INSTRUCTION, type Tone } from "./tones";

export type Task = "improve" | "summarize";

const PLAIN_OUTPUT =
  "Answer with the result alone, as Markdown without HTML, in the language of the text. Keep names, numbers and links as they are. Do not add facts.";

const INSTRUCTIONS: Record<Task, string> = {
  improve: `You edit notes. Correct spelling and grammar, and make the text clear, without changing what it says. ${PLAIN_OUTPUT}`,
  summarize: `You summarize notes. Say what matters in at most five short bullet points. ${PLAIN_OUTPUT}`,
};

const TONE_INSTRUCTIONS: Record<Tone, string> = {
  unchanged: "",
  plain: " Write plainly, in short sentences.",
  friendly: " Write in a friendly tone.",
  formal: " Write in a formal tone.",
  brief: " Be as brief as possible.",
};

/** An edited text is at most half as long again. */
const GROWTH = 1.5;
const LEAST_OUTPUT = 256;
const SUMMARY_OUTPUT = 600;
/** A text that is longer could not be saved. */
const MOST_OUTPUT = MAX_CONTENT;

function outputOf(task: Task, content: string): number {
  if (task === "summarize") return SUMMARY_OUTPUT;
  return Math.min(LEAST_OUTPUT + Math.ceil(countTokens(content) * GROWTH), MOST_OUTPUT);
}

interface Wanted {
  content: string;
  instruction: string;
  tone: Tone;
}

export function requestFor(task: Task, { content, instruction, tone }: Wanted): ModelRequest {
  return {
    instructions: INSTRUCTIONS[task] + TONE_INSTRUCTIONS[tone],
    wish: instruction === "" ? undefined : instruction,
    text: content,
    maxOutputTokens: outputOf(task, content),
  };
}

/** The request that uses the most for this note, whatever the user enters. */
export function largestRequestFor(task: Task, content: string): ModelRequest {
  return requestFor(task, { content, instruction: "x".repeat(MAX_INSTRUCTION), tone: "brief" });
}
