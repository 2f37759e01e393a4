import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { requestEmailChange } from "@/lib/auth/email-change/request-email-change";
import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { FEATURES } from "@/lib/features/features";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { insertApiKey } from "@/tests/factories/api-keys";
import { signInClient } from "@/tests/factories/tokens";
import {
  actorOf,
  anonymous,
  callerOf,
  createMember,
  createPerson,
  PASSWORD,
  someRequest,
  uniqueEmail,
} from "@/tests/factories/callers";
import { invitingTenant } from "@/tests/factories/invitations";
import { accountFile } from "./account-file";
import { exportAccount } from "./export-account";
import { updateProfile } from "@/lib/users/update-profile";

interface AccountFile {
  exported_at: string;
  profile: { id: string; email: string; name: string };
  pending_email_change: { new_email: string } | null;
  memberships: { organization: { id: string; slug: string; name: string }; role: string; since: string }[];
  open_invitations: { organization: string; role: string }[];
  sessions: { id: string; ip_address: string }[];
  api_clients: object[];
  api_keys: object[];
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

const OF_FEATURES = FEATURES.flatMap(({ exports }) => Object.keys(exports));
/** The parts of the file that are read page by page. */
const PAGED = ["sessions", "api_clients", "api_keys", "audit_entries", ...OF_FEATURES];

/** Yields the file's pieces up to and including the first that contains `text`, and does not read the rest. */
async function* stopAt(file: AsyncGenerator<string>, text: string): AsyncGenerator<string> {
  for (let next = await file.next(); !next.done; next = await file.next()) {
    yield next.value;
    if (next.value.includes(text)) return;
  }
  throw new Error(`nothing has ${text}`);
}

/** Writes more than two pages of a user's audit entries, whose ids are not in order of time. */
async function writeEntries({ user }: Pick<Somebody, "user">, at: (index: number) => Date) {
  const rows = Array.from({ length: 450 }, (_, index) => ({
    actorKind: "user",
    userId: user.id,
    sessionUserId: user.id,
    requestId: randomUUID(),
    action: `test.${index}`,
    outcome: "ok",
    ipAddress: "10.0.0.1",
    userAgent: "",
    id: randomUUID(),
    createdAt: at(index),
  }));
  await inSystemTransaction((db) => db.auditEntry.createMany({ data: rows }));
  return rows;
}

describe("an account export", () => {
  it("contains the user's data in one JSON document, and is audited once", async () => {
    const person = await somebody();
    const { user, organization, caller, session } = person;
    await updateProfile(caller, { name: "Ada Renamed" });
    await requestEmailChange(caller, { new_email: "ada.elsewhere@example.com", current_password: PASSWORD });
    const { organization: inviting } = await createPerson();
    await inSystemTransaction((db) =>
      db.invitation.create({
        data: {
          organizationId: inviting.id,
          email: user.email,
          openEmail: user.email,
          role: "member",
          tokenHash: crypto.getRandomValues(new Uint8Array(32)),
          expiresAt: new Date(Date.now() + 60_000),
        },
      }),
    );
    const { file } = await download(person);
    expect(Object.keys(file)).toEqual([
      "exported_at",
      "profile",
      "pending_email_change",
      "connections",
      "memberships",
      "open_invitations",
      "sessions",
      "api_clients",
      "api_keys",
      "audit_entries",
      ...OF_FEATURES,
    ]);
    expect(file.profile).toMatchObject({ id: user.id, email: user.email, name: "Ada Renamed" });
    expect(file.pending_email_change?.new_email).toBe("ada.elsewhere@example.com");
    expect(file.memberships).toMatchObject([
      { organization: { id: organization.id, slug: organization.slug }, role: "org_admin" },
    ]);
    expect(file.open_invitations).toMatchObject([{ role: "member" }]);
    expect(file.sessions.map(({ id }) => id)).toEqual([session.id]);
    expect(file.audit_entries.map(({ action }) => action)).toEqual([
      "users.update-profile",
      "auth.request-email-change",
      "users.export",
    ]);
    const entries = await inSystemTransaction((db) =>
      db.auditEntry.findMany({ where: { action: "users.export", userId: user.id } }),
    );
    expect(entries).toMatchObject([{ outcome: "ok", entityId: user.id, before: null, after: null }]);
  });

  it("contains no secrets, and nothing about anyone else", async () => {
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
    const hashes = [stored.tokenHash, change.tokenHash].flatMap((bytes) => [
      Buffer.from(bytes).toString("hex"),
      Buffer.from(bytes).toString("base64"),
    ]);
    for (const secret of [credential.passwordHash, session.token, PASSWORD, ...hashes]) expect(text).not.toContain(secret);
    for (const foreign of [other.user.email, other.user.id, other.user.name, "203.0.113.77"])
      expect(text).not.toContain(foreign);
  });

  it("lists the user's API clients and personal API keys, ended ones too, but no token, hash or key of others", async () => {
    const person = await somebody();
    const { user, organization } = person;
    const tokens = await signInClient(user.email, { organization: organization.slug });
    const keys = { organizationId: organization.id, role: "member" } as const;
    const own = await insertApiKey({ ...keys, userId: user.id, name: "Laptop" });
    const shared = await insertApiKey({ ...keys, userId: null, name: "Nightly backup" });
    const colleague = await createMember(organization, "member");
    const foreign = await insertApiKey({ ...keys, userId: colleague.user.id, name: "Of a colleague" });
    const stored = await inSystemTransaction(async (db) => {
      await db.apiKey.update({ where: { id: own.id }, data: { revokedAt: new Date() } });
      return [
        await db.apiKey.findUniqueOrThrow({ where: { id: own.id } }),
        await db.refreshToken.findFirstOrThrow({ where: { family: { userId: user.id } } }),
      ];
    });
    const { text, file } = await download(person);
    expect(file.api_clients).toMatchObject([{ organization: organization.slug, ended_at: null }]);
    expect(file.api_keys).toEqual([
      {
        id: own.id,
        organization: organization.slug,
        name: "Laptop",
        role: "member",
        prefix: own.key.slice(0, 14),
        created_at: expect.any(String),
        expires_at: null,
        last_used_at: null,
        revoked_at: expect.any(String),
      },
    ]);
    const hashes = stored.flatMap(({ tokenHash }) => [
      Buffer.from(tokenHash).toString("hex"),
      Buffer.from(tokenHash).toString("base64"),
    ]);
    for (const secret of [own.key, tokens.access_token, tokens.refresh_token, ...hashes]) expect(text).not.toContain(secret);
    for (const other of [shared.id, foreign.id, "Nightly backup", "Of a colleague"]) expect(text).not.toContain(other);
  });

  it("does not reveal whether an email address that the user tried while signed in has an account", async () => {
    const [person, other] = [await somebody(), await createPerson()];
    for (const email of [other.user.email, uniqueEmail("nobody")]) {
      await forgotPassword({ ...person.caller, request: someRequest() }, { email });
      await signIn({ ...person.caller, request: someRequest() }, { email, password: "a guess" }).catch(() => undefined);
      await signUp({ ...person.caller, request: someRequest() }, { name: "Ada", email, password: PASSWORD });
    }
    const { text, file } = await download(person);
    expect(file.audit_entries.map(({ action }) => action)).toEqual(["users.export"]);
    expect(text).not.toContain(other.user.id);
  });

  it("contains the public operations that the user called while signed in, such as accepting an invitation", async () => {
    const [person, { invite }] = [await somebody(), await invitingTenant()];
    await acceptInvitation(person.caller, { token: (await invite(person.user.email)).token });
    expect((await download(person)).file.audit_entries.map(({ action }) => action)).toEqual([
      "invitations.accept",
      "users.export",
    ]);
  });

  it("omits requests about the user's account from someone else's session", async () => {
    const [person, intruder] = [await somebody(), await somebody()];
    const guessing = { ...intruder.caller, request: someRequest({ ipAddress: "203.0.113.78" }) };
    await signIn(guessing, { email: person.user.email, password: "a guess" }).catch(() => undefined);
    await signIn(guessing, { email: person.user.email, password: PASSWORD });
    const { text, file } = await download(person);
    expect(file.audit_entries.map(({ action }) => action)).toEqual(["users.export"]);
    expect(text).not.toContain(intruder.user.id);
  });

  it.each<[string, (db: SystemDb, person: Somebody) => Promise<unknown>]>([
    ["is signed out", (db, { session }) => db.session.update({ where: { id: session.id }, data: { endedAt: new Date() } })],
    [
      "expires",
      (db, { session }) => db.session.update({ where: { id: session.id }, data: { expiresAt: new Date(Date.now() - 1) } }),
    ],
    [
      "ends because its user is suspended",
      (db, { user }) => db.user.update({ where: { id: user.id }, data: { suspendedAt: new Date() } }),
    ],
    ["is deleted with its user", (db, { user }) => db.user.delete({ where: { id: user.id } })],
  ])("stops at the next page after the session %s, whatever part the export has reached", async (_how, end) => {
    for (const name of PAGED) {
      const person = await somebody();
      const file = accountFile(person.caller, await exportAccount(person.caller, {}));
      for await (const piece of stopAt(file, `"${name}": [`)) expect(piece).not.toContain("\n}\n");
      await inSystemTransaction((db) => end(db, person));
      await expect(file.next()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
      expect(await file.next()).toEqual({ done: true, value: undefined });
    }
  });

  it("stops when its session ends, even in the middle of a part", async () => {
    const person = await somebody();
    await writeEntries(person, (index) => new Date(Date.now() - 60_000 + index));
    const file = accountFile(person.caller, await exportAccount(person.caller, {}));
    for await (const piece of stopAt(file, `"audit_entries": [`)) expect(piece).not.toContain("\n}\n");
    await file.next();
    await inSystemTransaction((db) =>
      db.session.update({ where: { id: person.session.id }, data: { endedAt: new Date() } }),
    );
    for (let read = 1; read < 200; read += 1) expect((await file.next()).done).toBe(false);
    await expect(file.next()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  it("lists the user's actions by time and each exactly once, even if many share one time", async () => {
    const { user, caller } = await somebody();
    const at = Date.now() - 60_000;
    const rows = await writeEntries({ user }, (index) => new Date(at + Math.floor(index / 300)));
    const { file } = await download({ caller });
    const expected = rows
      .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
    expect(file.audit_entries.map(({ id }) => id).slice(0, -1)).toEqual(expected);
    expect(file.audit_entries.at(-1)?.action).toBe("users.export");
  });

  it("is refused without a session, if the input has any field, and after ten exports in an hour", async () => {
    const { caller } = await somebody();
    await expect(exportAccount(anonymous(), {})).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await expect(exportAccount(caller, { user_id: caller.actor.kind })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    for (let i = 0; i < 10; i += 1) await exportAccount(caller, {});
    await expect(exportAccount(caller, {})).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });
});
