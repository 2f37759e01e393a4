// A refusal that must leave a trace: returned from `run`, so that its rows and its audit entry commit,
// and thrown to the caller only afterwards.
import type { ErrorCode } from "@/lib/errors/codes";
import type { AppErrorOptions } from "@/lib/errors/app-error";

export class Refusal {
  /** Makes the type nominal: no output is taken for a refusal. */
  readonly #refused = true;

  constructor(
    readonly code: ErrorCode,
    readonly options: AppErrorOptions,
  ) {}
}

export function refuse(code: ErrorCode, options: AppErrorOptions = {}): Refusal {
  return new Refusal(code, options);
}
