// The key under which a client may repeat a request: lib/access/idempotency.
import "server-only";
import { IDEMPOTENCY_KEY } from "@/lib/access/idempotency";
import { AppError } from "@/lib/errors/app-error";

export const KEY_PATTERN = /^[!-~]{1,255}$/;

/** @throws AppError VALIDATION_ERROR */
export function idempotencyKeyOf(headers: Headers): string | undefined {
  const key = headers.get(IDEMPOTENCY_KEY);
  if (key === null) return undefined;
  if (KEY_PATTERN.test(key)) return key;
  throw new AppError("VALIDATION_ERROR", {
    fields: { [IDEMPOTENCY_KEY]: "Please send 1 to 255 visible ASCII characters." },
  });
}
