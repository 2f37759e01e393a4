// A model without a network, for development and tests: the same request always gets the same answer, word by word. It tidies
// a text up, or picks the first sentence of each paragraph.
import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { countTokens } from "./count-tokens";
import { estimateTokens } from "./messages";
import type { Model, ModelPart, ModelRequest } from "./model-port";

/** The migrations give it a price. */
export const DEMO_MODEL = "demo";

const WORD_MS = 12;
const MAX_POINTS = 5;

const paragraphsOf = (text: string) => text.split(/\n{2,}/).filter((part) => part.trim() !== "");

/** Leaves lists, tables, headings and quotes alone. */
function tidied(paragraph: string): string {
  if (/^\s*([-*+#>|]|\d+\.)/m.test(paragraph)) return paragraph.trimEnd();
  const clean = paragraph
    .replace(/[ \t]+/g, " ")
    .replace(/ ([,.;:!?])/g, "$1")
    .trim();
  const capital = clean.replace(
    /(^|[.!?] )(\p{Ll})/gu,
    (_all, before: string, letter: string) => before + letter.toUpperCase(),
  );
  return /[\p{L}\p{N})]$/u.test(capital) ? `${capital}.` : capital;
}

function firstSentence(paragraph: string): string {
  const plain = paragraph
    .replace(/^[\s>#*+-]+(\[.\] )?/gm, "")
    .replace(/\s+/g, " ")
    .trim();
  return /^.*?[.!?](?=\s|$)/u.exec(plain)?.[0] ?? plain.slice(0, 160);
}

function answerTo({ instructions, text }: ModelRequest): string {
  const parts = paragraphsOf(text);
  if (parts.length === 0) return "The text is empty.";
  if (!/\bsummar/i.test(instructions)) return parts.map(tidied).join("\n\n");
  return parts
    .slice(0, MAX_POINTS)
    .map((part) => `- ${firstSentence(part)}`)
    .join("\n");
}

export function demoModel({ wordMs = WORD_MS }: { wordMs?: number } = {}): Model {
  async function* streamText(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelPart> {
    const answer = answerTo(request);
    let said = "";
    for (const word of answer.match(/\s*\S+/g) ?? []) {
      if (countTokens(said + word) > request.maxOutputTokens) {
        yield { type: "cut" };
        break;
      }
      if (wordMs > 0) await sleep(wordMs, undefined, { signal });
      signal.throwIfAborted();
      said += word;
      yield { type: "text", text: word };
    }
    yield { type: "usage", usage: { inputTokens: estimateTokens(request), outputTokens: countTokens(said) } };
  }
  return { name: DEMO_MODEL, streamText, estimateTokens };
}
