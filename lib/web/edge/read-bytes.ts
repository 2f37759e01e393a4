// Reads a body up to a maximum length and for a limited time, whether its length was declared or it arrives in chunks.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { BODY_SECONDS } from "./body-rules";

/**
 * Longer than the HTTP server's limit, which also closes the connection and so should end the request first. This one is for
 * requests that the server does not time, such as the first of each middleware instance.
 */
const READ_SECONDS = BODY_SECONDS + 5;

/** @throws AppError PAYLOAD_TOO_LARGE, REQUEST_TIMEOUT */
export async function readBytes(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Buffer> {
  if (!body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  let isLate = false;
  const reader = body.getReader();
  // Not awaited, because canceling a clone completes only after the original is canceled too.
  const cancel = () => void reader.cancel().catch(() => undefined);
  const timer = setTimeout(() => {
    isLate = true;
    cancel();
  }, READ_SECONDS * 1000);
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.byteLength;
      if (size > maxBytes) {
        cancel();
        throw new AppError("PAYLOAD_TOO_LARGE");
      }
      chunks.push(next.value);
    }
  } finally {
    clearTimeout(timer);
  }
  if (isLate) throw new AppError("REQUEST_TIMEOUT");
  return Buffer.concat(chunks);
}
