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
  ["accepts a form rendered for the signed-in user", someone("anna"), { rendered_for: "anna" }, "user", "accepted"],
  ["refuses a form rendered for another user", someone("bert"), { rendered_for: "anna" }, "user", "SIGNED_IN_AS_ANOTHER"],
  ["refuses a form that does not name its user", someone("bert"), {}, "user", "PAGE_UPDATED"],
  ["refuses a form that names an empty user id", someone("bert"), { rendered_for: "" }, "user", "SIGNED_IN_AS_ANOTHER"],
  ["accepts a form of a public page that names no user", someone("bert"), {}, "public", "accepted"],
  [
    "refuses a form of a public page that names another user",
    someone("bert"),
    { rendered_for: "anna" },
    "public",
    "SIGNED_IN_AS_ANOTHER",
  ],
  [
    "does not check a form sent without a session, because the operation refuses it",
    nobody,
    { rendered_for: "anna" },
    "user",
    "accepted",
  ],
] as const)("%s", (_what, actor, given, minRole, expected) => {
  expect(outcome(actor, given, minRole)).toBe(expected);
});

it("removes the field that names the form's user from the operation's input", () => {
  expect(withoutViewer({ rendered_for: "anna", name: "Anna" })).toEqual({ name: "Anna" });
});
