import { expect, it } from "vitest";
import { sessionCredential } from "@/tests/factories/credentials";
import type { Actor } from "@/lib/access/actor";
import { toAppError } from "@/lib/errors/app-error";
import { assertRenderedFor, withoutViewer } from "./rendered-for";

const someone = (id: string): Actor => ({
  kind: "user",
  user: { id, email: `${id}@example.com`, name: id, isSystemAdmin: false },
  credential: sessionCredential(),
});
const nobody: Actor = { kind: "anonymous" };

function outcome(actor: Actor, given: Record<string, unknown>, minRole: "public" | "user"): string {
  try {
    assertRenderedFor(actor, given, minRole);
    return "accepted";
  } catch (error) {
    return toAppError(error).code;
  }
}

it.each([
  ["the user's own form", someone("anna"), { rendered_for: "anna" }, "user", "accepted"],
  ["another user's form", someone("bert"), { rendered_for: "anna" }, "user", "SIGNED_IN_AS_ANOTHER"],
  ["a form that does not say whom it was rendered for", someone("bert"), {}, "user", "PAGE_UPDATED"],
  ["a form rendered for an empty name", someone("bert"), { rendered_for: "" }, "user", "SIGNED_IN_AS_ANOTHER"],
  ["a public page's form", someone("bert"), {}, "public", "accepted"],
  [
    "a public page's form rendered for another user",
    someone("bert"),
    { rendered_for: "anna" },
    "public",
    "SIGNED_IN_AS_ANOTHER",
  ],
  ["a form whose session has ended, which the operation then refuses", nobody, { rendered_for: "anna" }, "user", "accepted"],
] as const)("judges %s", (_what, actor, given, minRole, expected) => {
  expect(outcome(actor, given, minRole)).toBe(expected);
});

it("is not part of the operation's input", () => {
  expect(withoutViewer({ rendered_for: "anna", name: "Anna" })).toEqual({ name: "Anna" });
});
