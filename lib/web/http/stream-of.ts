// A body that is produced only as fast as the client reads it, and for five minutes at most. An error aborts the transfer, so
// that nobody mistakes a partial body for a complete one.
import "server-only";

const MOST_MINUTES = 5;

type Pieces = Pick<AsyncIterableIterator<string, void>, "next" | "return">;

/** Canceling the stream, as when a client leaves, ends the pieces. */
export function streamOf(pieces: Pieces): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let clock: NodeJS.Timeout | undefined;
  return new ReadableStream({
    start: (controller) => {
      clock = setTimeout(() => {
        controller.error(new Error(`a response was not read within ${MOST_MINUTES} minutes`));
        void pieces.return?.();
      }, MOST_MINUTES * 60_000);
    },
    pull: async (controller) => {
      const next = await pieces.next().catch((error: unknown) => {
        clearTimeout(clock);
        throw error;
      });
      if (!next.done) return controller.enqueue(encoder.encode(next.value));
      clearTimeout(clock);
      controller.close();
    },
    cancel: async () => {
      clearTimeout(clock);
      await pieces.return?.();
    },
  });
}
