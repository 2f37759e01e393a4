// Reads a body up to a maximum length, whether its length was declared or it arrives in chunks.
import "server-only";
import { AppError } from "@/lib/errors/app-error";

/** @throws AppError PAYLOAD_TOO_LARGE */
export async function readBytes(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Buffer> {
  if (!body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > maxBytes) {
      // Not awaited, because canceling a clone completes only after the original is canceled too.
      reader.cancel().catch(() => undefined);
      throw new AppError("PAYLOAD_TOO_LARGE");
    }
    chunks.push(next.value);
  }
  return Buffer.concat(chunks);
}
