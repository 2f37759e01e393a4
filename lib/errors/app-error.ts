// The one error that domain code throws. Its code and field messages are public; `internal` and `cause` go to the log and
// never reach a client.
import "server-only";
import { ERROR_CODES, type ErrorCode } from "./codes";

export type FieldMessages = Record<string, string>;

/** The limit that stopped a request. */
export interface UsedUpLimit {
  /** Requests allowed per window. */
  limit: number;
  /** Whole seconds until the current window ends. */
  resetSeconds: number;
}

export interface AppErrorOptions {
  fields?: FieldMessages;
  internal?: string;
  /** Whole seconds until a retry makes sense, sent as `Retry-After`. */
  retryAfterSeconds?: number;
  /** Sent as the `RateLimit` headers. */
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
    // Only a sign-in checks email address and password together. Elsewhere, the message of the refused field says which
    // password was wrong.
    const [wrong] = this.code === "INVALID_CREDENTIALS" ? Object.values(this.fields) : [];
    return wrong ?? ERROR_CODES[this.code].message;
  }
}

/** Returns an `AppError` as it is, and wraps anything else as the cause of an `INTERNAL_ERROR`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError("INTERNAL_ERROR", { cause: thrown, internal: "unexpected error" });
}
