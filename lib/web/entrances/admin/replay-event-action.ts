// Replaying an event leads back to the list, with a message that says whether the event was handled.
import "server-only";
import { replayEvent } from "@/lib/billing/replay-event";
import { formAction } from "@/lib/web/adapters/action";
import { goOn } from "@/lib/web/cookies/go-on";

export const replayEventAction = formAction(replayEvent, {
  done: ({ status }) => goOn("/admin/webhooks", status === "pending" ? "event-failed" : "event-replayed"),
});
