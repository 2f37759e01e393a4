// The number of notes, and the number that the organization's plan allows. A page can thus report that the limit is reached before the user starts writing.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { hasRoom, maximumOf } from "@/lib/plans/feature-value";
import { planOf } from "@/lib/plans/plan-of";
import { MAX_NOTES } from "./max-notes";

export const getNotesAllowance = orgOperation({
  name: "notes.get-allowance",
  accepts: anyCredential,
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db, actor }) => {
    const { features } = await planOf(db, actor.organization.id, [MAX_NOTES]);
    const used = await db.note.count();
    return { used, max: maximumOf(features.max_notes), is_used_up: !hasRoom(features.max_notes, used) };
  },
});
