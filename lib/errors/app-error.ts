// The one error that domain code throws. The public part is a code and field messages;
// `internal` and `cause` are for the log and never reach a client.
import { ERROR_CODES, type ErrorCode } from "./codes";

export type FieldMessages = Record<string, string>;

/** The limit that stopped a request. */
export interface UsedUpLimit {
  /** Requests a window. */
  limit: number;
  /** Whole seconds until the current window ends. */
  resetSeconds: number;
}

export interface AppErrorOptions {
  fields?: FieldMessages;
  internal?: string;
  /** Whole seconds until another try makes sense: becomes `Retry-After`. */
  retryAfterSeconds?: number;
  /** Becomes the `RateLimit` headers. */
  usedUp?: UsedUpLimit;
  cause?: unknown;
}

export class AppError extends Error {
  override readonly name = "AppError";
  readonly fields: FieldMessages;
  readonly retryAfterSeconds: number | undefined;
  readonly usedUp: UsedUpLimit | undefined;

  constructor(
    readonly code: ErrorCode,
    options: AppErrorOptions = {},
  ) {
    super(options.internal ?? code, { cause: options.cause });
    this.fields = options.fields ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.usedUp = options.usedUp;
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }

  get publicMessage(): string {
    return ERROR_CODES[this.code].message;
  }
}

/** Any thrown value as an `AppError`; what is not one becomes `INTERNAL_ERROR` with the value as its cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError("INTERNAL_ERROR", { cause: thrown, internal: "unexpected error" });
}
