import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { toAppError } from "@/lib/errors/app-error";
import { readBytes } from "./read-bytes";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const bytes = (size: number) => new Uint8Array(size).fill(1);

/** @param isEnded whether the body ends after its chunks; if not, it never ends */
function body(sizes: number[], isEnded: boolean): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const size of sizes) controller.enqueue(bytes(size));
      if (isEnded) controller.close();
    },
  });
}

const outcome = (read: Promise<Buffer>) =>
  read.then(
    (buffer) => buffer.length,
    (error: unknown) => toAppError(error).code,
  );

it("reads a body of any framing up to its maximum length", async () => {
  expect(await outcome(readBytes(null, 4))).toBe(0);
  expect(await outcome(readBytes(body([1, 3], true), 4))).toBe(4);
  expect(await outcome(readBytes(body([1, 3, 1], true), 4))).toBe("PAYLOAD_TOO_LARGE");
});

it.each([
  ["a body", (stream: ReadableStream<Uint8Array>) => stream],
  ["a copy of a body", (stream: ReadableStream<Uint8Array>) => stream.tee()[0]],
])("stops reading %s that never ends", async (_, of) => {
  const read = outcome(readBytes(of(body([1], false)), 4));
  await vi.advanceTimersByTimeAsync(19_000);
  expect(await Promise.race([read, Promise.resolve("still reading")])).toBe("still reading");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await read).toBe("REQUEST_TIMEOUT");
});
