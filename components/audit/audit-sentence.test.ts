import { describe, expect, it } from "vitest";
import { PHRASES } from "./audit-phrases";
import { sentenceOf, type ShownEntry } from "./audit-sentence";
import { changesOf } from "./audit-words";

const ENTRY: ShownEntry = {
  id: "1",
  created_at: "2026-11-21T00:00:00.000Z",
  action: "memberships.remove",
  outcome: "ok",
  actor: { kind: "member", id: "u1", name: "Mo Carver" },
  api_key: null,
  entity: { type: "membership", id: "m1", name: "Robin Reader" },
  request_id: "r1",
  ip_address: null,
  user_agent: null,
  reason: null,
  before: null,
  after: null,
};

const say = (entry: Partial<ShownEntry>, place: string | null = null) =>
  sentenceOf({ ...ENTRY, ...entry }, place)
    .map(({ text }) => text)
    .join("");

describe("the sentence of an audit entry", () => {
  it.each<[string, Partial<ShownEntry>]>([
    ["Mo Carver removed Robin Reader", {}],
    ...["api_key", "key"].map((kind): [string, Partial<ShownEntry>] => [
      "The API key “Nightly backup” removed Robin Reader",
      { actor: { kind, id: null, name: null }, api_key: { id: "k1", name: "Nightly backup" } },
    ]),
    ["An API key removed Robin Reader", { actor: { kind: "key", id: null, name: null }, api_key: { id: "k1", name: null } }],
    ["Mo Carver removed a former member", { entity: { type: "membership", id: "m1", name: null } }],
    ["Mo Carver tried to remove Robin Reader", { outcome: "LAST_ORG_ADMIN" }],
    [
      "Mo Carver changed the role of Robin Reader from reader to member",
      { action: "memberships.change-role", before: { role: "readonly" }, after: { role: "member" } },
    ],
    [
      "Mo Carver invited x@example.com as a member",
      {
        action: "invitations.create",
        entity: { type: "invitation", id: "i1", name: "x@example.com" },
        after: { role: "member" },
      },
    ],
    [
      "Mo Carver changed the role of Robin Reader to admin",
      { action: "memberships.change-role", after: { role: "org_admin" } },
    ],
    [
      "Mo Carver invited someone (address no longer shown) as an admin",
      {
        action: "invitations.create",
        entity: { type: "invitation", id: "i1", name: null },
        after: { role: "org_admin" },
      },
    ],
    ["Mo Carver joined the organization as a reader", { action: "invitations.accept", after: { role: "readonly" } }],
    ["Mo Carver tried to join the organization", { action: "invitations.accept", outcome: "ALREADY_MEMBER" }],
    ["Mo Carver exported the audit log", { action: "audit.export", entity: null }],
    ["Mo Carver verified their e-mail address", { action: "auth.verify-email" }],
    [
      "A former member left the organization",
      { action: "memberships.leave", actor: { kind: "former_member", id: "u", name: null } },
    ],
    [
      "A system admin suspended the organization",
      {
        action: "admin.suspend-organization",
        actor: { kind: "system_admin", id: null, name: null },
        entity: { type: "organization", id: "o1", name: null },
      },
    ],
    [
      "Mo Carver unlinked a Google account",
      { action: "auth.unlink-identity", entity: { type: "user", id: "u1", name: "Mo" } },
    ],
    [
      "Mo Carver unlinked a Google account of Ada Mason",
      { action: "auth.unlink-identity", entity: { type: "user", id: "u2", name: "Ada Mason" } },
    ],
    ["Mo Carver changed the page “Hours”", { action: "pages.update", entity: { type: "page", id: "p1", name: "Hours" } }],
    ["Mo Carver: pages: turn", { action: "pages.turn" }],
  ])("reads %j", (text, entry) => {
    expect(say(entry)).toBe(text);
  });

  it.each<[string, Partial<ShownEntry>]>([
    ["Mo Carver removed Robin Reader from Acme", {}],
    ["Mo Carver joined Acme as a reader", { action: "invitations.accept", after: { role: "readonly" } }],
    ["Mo Carver left Acme", { action: "memberships.leave" }],
    ["Mo Carver invited Robin Reader to Acme as a member", { action: "invitations.create", after: { role: "member" } }],
    ["Mo Carver exported the audit log of Acme", { action: "audit.export", entity: null }],
    ["Mo Carver verified their e-mail address and created Acme", { action: "auth.verify-email" }],
    ["Mo Carver resent the invitation for Robin Reader in Acme", { action: "invitations.resend" }],
    ["Mo Carver: pages: turn in Acme", { action: "pages.turn" }],
  ])("names the organization in a log of several organizations: %j", (text, entry) => {
    expect(say(entry, "Acme")).toBe(text);
  });

  it("names a person as the actor only if they proved their identity", () => {
    const actor = { kind: "anonymous", standing: "public", id: "u1", name: "Ada Mason" };
    expect(say({ action: "auth.sign-in", outcome: "INVALID_CREDENTIALS", actor })).toBe(
      "Someone tried to sign in as Ada Mason",
    );
    expect(say({ action: "password.forgot", actor })).toBe("Someone asked for a password reset link for Ada Mason");
    expect(say({ action: "password.reset", actor })).toBe("Someone set a new password for Ada Mason with a reset link");
    expect(say({ action: "password.reset", actor: { ...actor, standing: "user" } })).toBe(
      "Ada Mason set a new password with a reset link",
    );
    expect(say({ action: "auth.sign-in", actor: { ...actor, standing: "user" } })).toBe("Ada Mason signed in");
    expect(say({ action: "auth.sign-in", actor: { ...actor, standing: null } })).toMatch(/^Someone /);
  });
});

it.each(Object.keys(PHRASES))("fills in every placeholder in the phrase of %s", (action) => {
  for (const place of [null, "Stonebridge Works"]) expect(say({ action }, place)).toMatch(/^[^{}]+$/u);
});

it("shows the values before and after a change in words, without ids and nested values", () => {
  const before = { role: "readonly", suspended: false, user_id: "u1" };
  const more = { cause: "password_reset", filters: { action: "a" } };
  const after = { role: "org_admin", suspended: true, sessions_ended: 3, changed: ["name"], ...more };
  expect(changesOf({ before, after })).toEqual([
    { label: "Role", from: "Reader", to: "Admin" },
    { label: "Suspended", from: "No", to: "Yes" },
    { label: "Sessions ended", from: null, to: "3" },
    { label: "Changed", from: null, to: "name" },
    { label: "Cause", from: null, to: "Password reset" },
  ]);
});
