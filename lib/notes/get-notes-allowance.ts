// The number of notes and its maximum. A page can thus report that the limit is reached before the user starts writing.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { MAX_NOTES } from "./policy";

export const getNotesAllowance = orgOperation({
  name: "notes.get-allowance",
  accepts: anyCredential,
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db }) => {
    const used = await db.note.count();
    return { used, max: MAX_NOTES, is_used_up: used >= MAX_NOTES };
  },
});
