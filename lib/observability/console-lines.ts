// Turns what others print on the console, such as the framework's own errors, into lines of the log: one line of JSON each,
// scrubbed like every other.
import "server-only";
import { format } from "node:util";
import { log, type LogFields } from "./log";

const LEVELS = { debug: "debug", log: "info", info: "info", warn: "warn", error: "error" } as const;
const MAX_TEXT = 2_000;
// Colors of a terminal.
const ESCAPES = /\u001b\[[\d;]*m/g;

/** An error is logged with its stack; everything else as text. */
function fieldsOf(printed: unknown[]): LogFields {
  const error = printed.find((each) => each instanceof Error);
  const others = printed.filter((each) => each !== error);
  const text = format(...others)
    .replace(ESCAPES, "")
    .trim()
    .slice(0, MAX_TEXT);
  return { error, text: text === "" ? undefined : text };
}

export function logConsole(): void {
  for (const [name, level] of Object.entries(LEVELS) as [keyof typeof LEVELS, (typeof LEVELS)[keyof typeof LEVELS]][]) {
    console[name] = (...printed: unknown[]) => log[level]("console", fieldsOf(printed));
  }
}
