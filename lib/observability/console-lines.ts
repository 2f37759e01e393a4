// Turns what others print on the console, such as the framework's own errors, into lines of the log: one line of JSON each,
// scrubbed like every other.
import "server-only";
import { log, type LogFields } from "./log";

const LEVELS = { debug: "debug", log: "info", info: "info", warn: "warn", error: "error" } as const;
// Colors of a terminal.
const ESCAPES = /\u001b\[[\d;]*m/g;

/** Objects may hold anything, so only their kind is logged. */
function textOf(printed: unknown): string {
  if (printed instanceof Error) return `${printed.name}: ${printed.message}`;
  if (typeof printed !== "object" || printed === null) return String(printed);
  return `[${(printed.constructor as { name: string } | undefined)?.name ?? "object"}]`;
}

/** The first error is logged with its stack; everything else as text. */
function fieldsOf(printed: unknown[]): LogFields {
  const error = printed.find((each) => each instanceof Error);
  const text = printed
    .filter((each) => each !== error)
    .map(textOf)
    .join(" ")
    .replace(ESCAPES, "")
    .trim();
  return { error, text: text === "" ? undefined : text };
}

export function logConsole(): void {
  for (const [name, level] of Object.entries(LEVELS) as [keyof typeof LEVELS, (typeof LEVELS)[keyof typeof LEVELS]][]) {
    console[name] = (...printed: unknown[]) => log[level]("console", fieldsOf(printed));
  }
}
