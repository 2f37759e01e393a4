// Writes JSON lines to stdout. Only the fields of LogFields can be logged, and text of unknown origin is scrubbed, so that
// no secret gets into the log. JSON escapes line breaks, so input cannot forge a line.
import "server-only";
import { env } from "@/lib/env/server";
import { scrub } from "./scrub";

export interface LogFields {
  request_id?: string;
  method?: string;
  path?: string;
  status?: number;
  duration_ms?: number;
  /** The client's IP address, as `lib/network/client-address-of.ts` determines it. */
  ip_address?: string;
  user_id?: string;
  organization_id?: string;
  token_family_id?: string;
  api_key_id?: string;
  operation?: string;
  code?: string;
  /** The reference that an error page shows for this error. */
  digest?: string;
  job?: string;
  count?: number;
  /** The violated directive of the content security policy. `blocked` is the origin or keyword that it blocked. */
  directive?: string;
  blocked?: string;
  /** The id of a call of a language model. */
  call_id?: string;
  mail_id?: string;
  mail_kind?: string;
  /** What other code printed on the console. */
  text?: string;
  error?: unknown;
}

type Level = "debug" | "info" | "warn" | "error";

const LEVELS = { debug: 10, info: 20, warn: 30, error: 40, silent: 50 } as const;
const MAX_FRAMES = 12;
const MAX_CAUSES = 3;

interface LoggedError {
  name: string;
  message: string;
  code?: string;
  stack: string[];
  cause?: LoggedError;
}

function describe(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { name: typeof error, message: scrub(String(error)), stack: [] };
  const code: unknown = "code" in error ? error.code : undefined;
  return {
    name: error.name,
    // Prisma's messages contain the arguments of the call. Its error code is enough for diagnosis.
    message: error.name.startsWith("Prisma") ? "" : scrub(error.message),
    code: typeof code === "string" ? scrub(code) : undefined,
    stack: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, MAX_FRAMES)
      .map((l) => l.trim()),
    cause: error.cause === undefined || depth >= MAX_CAUSES ? undefined : describe(error.cause, depth + 1),
  };
}

function write(level: Level, message: string, fields: LogFields): void {
  if (LEVELS[level] < LEVELS[env().LOG_LEVEL]) return;
  const line = {
    time: new Date().toISOString(),
    level,
    message,
    ...fields,
    path: fields.path === undefined ? undefined : scrub(fields.path),
    blocked: fields.blocked === undefined ? undefined : scrub(fields.blocked),
    text: fields.text === undefined ? undefined : scrub(fields.text),
    error: fields.error === undefined ? undefined : describe(fields.error),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

export const log = {
  debug: (message: string, fields: LogFields = {}) => write("debug", message, fields),
  info: (message: string, fields: LogFields = {}) => write("info", message, fields),
  warn: (message: string, fields: LogFields = {}) => write("warn", message, fields),
  error: (message: string, fields: LogFields = {}) => write("error", message, fields),
};
