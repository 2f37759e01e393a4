// Sends due mail right after a response, so that no one waits for it.
import "server-only";
import { after } from "next/server";
import { isOutboxLookDue } from "@/lib/email/outbox-signal";
import { log } from "@/lib/observability/log";

const MAX_MS = 20_000;

/**
 * @param written whether the request may have queued mail; if not, the outbox is checked at most once in 30 seconds
 */
export function sendMailAfterResponse(written: boolean): void {
  after(async () => {
    if (!written && !isOutboxLookDue()) return;
    try {
      // Loaded only now, so that the first response of a process does not wait for the mail client.
      const { drainOutbox } = await import("@/lib/email/drain-outbox");
      await drainOutbox(new Date(Date.now() + MAX_MS));
    } catch (error) {
      log.error("outbox could not be drained", { error });
    }
  });
}
