// A refusal that must be recorded. `run` returns the refusal instead of throwing it, so that the rows that `run` wrote and
// the audit entry are committed before the builder throws the refusal to the caller.
import "server-only";
import type { ErrorCode } from "@/lib/errors/codes";
import type { AppErrorOptions } from "@/lib/errors/app-error";

export class Refusal {
  /** Makes the type nominal, so that no output can be mistaken for a refusal. */
  protected readonly isRefusal = true;

  constructor(
    readonly code: ErrorCode,
    readonly options: AppErrorOptions,
  ) {}
}

export function refuse(code: ErrorCode, options: AppErrorOptions = {}): Refusal {
  return new Refusal(code, options);
}
