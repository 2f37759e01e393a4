// Asks the model for a better version of a note. Changes nothing: the user decides whether to apply the answer.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { perModelCall } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { ask, askedAbout } from "./ask";
import { AskInput } from "./schemas";

export const improveNote = orgOperation({
  name: "notes.improve",
  accepts: anyCredential,
  effect: "write",
  isRoutine: true,
  idempotent: "by itself",
  minRole: "member",
  limit: perModelCall,
  input: AskInput,
  lock: "KEY SHARE",
  prepare: (context, input) => ask("improve", context, input),
  undo: (answer) => answer.abandon(),
  run: ({ prepared }) => Promise.resolve(prepared),
  audit: ({ input, output }) => askedAbout({ output, id: input.id }),
});
