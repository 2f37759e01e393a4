// What happens right after a response: mail that is due is sent. Nothing a person waits for.
import "server-only";
import { after } from "next/server";
import { drainOutbox } from "@/lib/email/drain-outbox";
import { isOutboxLookDue } from "@/lib/email/outbox-signal";
import { log } from "@/lib/observability/log";

const MAX_MS = 20_000;

/** @param written whether the request wrote anything: then its own mail may be waiting, else a look now and then will do */
export function sendMailAfterResponse(written: boolean): void {
  after(async () => {
    if (!written && !isOutboxLookDue()) return;
    try {
      await drainOutbox(new Date(Date.now() + MAX_MS));
    } catch (error) {
      log.error("outbox could not be drained", { error });
    }
  });
}
