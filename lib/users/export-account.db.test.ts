import { describe, expect, it } from "vitest";
import { requestEmailChange } from "@/lib/auth/email-change/request-email-change";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { inSystemTransaction } from "@/lib/db/transaction";
import { actorOf, anonymous, callerOf, createMember, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { accountFile } from "./account-file";
import { exportAccount } from "./export-account";
import { updateProfile } from "./update-profile";

interface AccountFile {
  exported_at: string;
  profile: { id: string; email: string; name: string };
  pending_email_change: { new_email: string } | null;
  memberships: { organization: { id: string; slug: string; name: string }; role: string; since: string }[];
  open_invitations: { organization: string; role: string }[];
  sessions: { id: string; ip_address: string }[];
  audit_entries: { id: string; action: string; outcome: string }[];
}

async function somebody() {
  const person = await createPerson();
  return { ...person, caller: callerOf(await actorOf(person.session.token)) };
}

type Somebody = Awaited<ReturnType<typeof somebody>>;

async function download({ caller }: Pick<Somebody, "caller">): Promise<{ text: string; file: AccountFile }> {
  let text = "";
  for await (const piece of accountFile(caller, await exportAccount(caller, {}))) text += piece;
  return { text, file: JSON.parse(text) as AccountFile };
}

describe("an export", () => {
  it("holds what is the person's, in one JSON document, and is audited once", async () => {
    const person = await somebody();
    const { user, organization, caller, session } = person;
    await updateProfile(caller, { name: "Ada Renamed" });
    await requestEmailChange(caller, { new_email: "ada.elsewhere@example.com", current_password: PASSWORD });
    const { organization: inviting } = await createPerson();
    await inSystemTransaction((db) =>
      db.invitation.create({
        data: {
          organizationId: inviting.id, email: user.email, openEmail: user.email, role: "member",
          tokenHash: crypto.getRandomValues(new Uint8Array(32)), expiresAt: new Date(Date.now() + 60_000),
        },
      }),
    );
    const { file } = await download(person);
    expect(Object.keys(file)).toEqual([
      "exported_at", "profile", "pending_email_change", "memberships", "open_invitations", "sessions", "audit_entries",
      "notes",
    ]);
    expect(file.profile).toMatchObject({ id: user.id, email: user.email, name: "Ada Renamed" });
    expect(file.pending_email_change?.new_email).toBe("ada.elsewhere@example.com");
    expect(file.memberships).toMatchObject([{ organization: { id: organization.id, slug: organization.slug }, role: "org_admin" }]);
    expect(file.open_invitations).toMatchObject([{ role: "member" }]);
    expect(file.sessions.map(({ id }) => id)).toEqual([session.id]);
    expect(file.audit_entries.map(({ action }) => action)).toEqual(["users.update-profile", "auth.request-email-change", "users.export"]);
    const entries = await inSystemTransaction((db) => db.auditEntry.findMany({ where: { action: "users.export", userId: user.id } }));
    expect(entries).toMatchObject([{ outcome: "ok", entityId: user.id, before: null, after: null }]);
  });

  it("holds no secret, and nothing of anybody else", async () => {
    const person = await somebody();
    const { user, organization, caller, session } = person;
    const other = await createMember(organization, "member");
    await requestEmailChange(caller, { new_email: uniqueEmail(), current_password: PASSWORD });
    const guesser = anonymous({ ipAddress: "203.0.113.77" });
    await signIn(guesser, { email: user.email, password: "guessed by a stranger" }).catch(() => undefined);
    const { text } = await download(person);
    const { credential, stored, change } = await inSystemTransaction(async (db) => ({
      credential: await db.passwordCredential.findUniqueOrThrow({ where: { userId: user.id } }),
      stored: await db.session.findUniqueOrThrow({ where: { id: session.id } }),
      change: await db.emailChange.findUniqueOrThrow({ where: { userId: user.id } }),
    }));
    const hashes = [stored.tokenHash, change.tokenHash].flatMap((bytes) => [Buffer.from(bytes).toString("hex"), Buffer.from(bytes).toString("base64")]);
    for (const secret of [credential.passwordHash, session.token, PASSWORD, ...hashes]) expect(text).not.toContain(secret);
    for (const foreign of [other.user.email, other.user.id, other.user.name, "203.0.113.77"]) expect(text).not.toContain(foreign);
  });

  it("is complete where there is more than a page, each row once", async () => {
    const person = await somebody();
    const actions = Array.from({ length: 450 }, (_, index) => `example.number-${index}`);
    const entry = { actorKind: "user", userId: person.user.id, requestId: crypto.randomUUID(), outcome: "ok", ipAddress: "", userAgent: "" } as const;
    await inSystemTransaction((db) => db.auditEntry.createMany({ data: actions.map((action) => ({ ...entry, action })) }));
    const { file } = await download(person);
    expect(file.audit_entries.map(({ action }) => action).sort()).toEqual([...actions, "users.export"].sort());
  });

  it("is refused without a session, with fields, and more than ten times an hour", async () => {
    const { caller } = await somebody();
    await expect(exportAccount(anonymous(), {})).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await expect(exportAccount(caller, { user_id: caller.actor.kind })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    for (let i = 0; i < 10; i += 1) await exportAccount(caller, {});
    await expect(exportAccount(caller, {})).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });
});
