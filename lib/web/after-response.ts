// What happens right after a response: mail that is due is sent. Nothing a person waits for.
import "server-only";
import { after } from "next/server";
import { drainOutbox } from "@/lib/email/drain-outbox";
import { takeMailSignal } from "@/lib/email/outbox-signal";
import { log } from "@/lib/observability/log";

const MAX_MS = 20_000;

export function sendMailAfterResponse(): void {
  after(async () => {
    if (!takeMailSignal()) return;
    try {
      await drainOutbox(new Date(Date.now() + MAX_MS));
    } catch (error) {
      log.error("outbox could not be drained", { error });
    }
  });
}
