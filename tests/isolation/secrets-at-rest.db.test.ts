// Searches every column of every table and every log line for each secret issued over an account's whole life.
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { requestEmailChange } from "@/lib/auth/email-change/request-email-change";
import { changePassword } from "@/lib/auth/password-change/change-password";
import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { resendVerification } from "@/lib/auth/sign-up/resend-verification";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { refreshTokens } from "@/lib/auth/tokens/refresh-tokens";
import { verifyEmail } from "@/lib/auth/sign-up/verify-email";
import { inSystemTransaction } from "@/lib/db/transaction";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { resendInvitation } from "@/lib/invitations/resend-invitation";
import { drainOutbox } from "@/lib/email/drain-outbox";
import { log } from "@/lib/observability/log";
import { actorOf, anonymous, callerOf, createPerson, uniqueEmail } from "@/tests/factories/callers";
import { invitingTenant } from "@/tests/factories/invitations";
import { mailedToken } from "@/tests/factories/mail";
import { ageUses, createClient } from "@/tests/factories/tokens";
import { superuserDatabaseUrl } from "@/tests/setup/databases";

const database = new pg.Client({ connectionString: superuserDatabaseUrl });

beforeAll(async () => {
  process.env.LOG_LEVEL = "debug";
  process.env.BREACHED_PASSWORD_API_URL = "http://127.0.0.1:1/range/";
  await database.connect();
});

afterAll(() => database.end());

/** Collects everything that the process logs after this call. */
function captureLog(): string[] {
  const lines: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    lines.push(String(chunk));
    return true;
  });
  return lines;
}

async function liveThrough(): Promise<string[]> {
  const email = uniqueEmail();
  const passwords = ["first of three passwords", "second of three passwords", "third of three passwords"] as const;
  const { flow } = await signUp(anonymous(), { email, password: passwords[0], name: "Ada" });
  const firstToken = await mailedToken(email);
  await resendVerification(anonymous({ signUpFlow: flow }), { email });
  const verification = await mailedToken(email);
  const pendingToken = await waitingSignUp();
  await verifyEmail(anonymous({ signUpFlow: flow }), { token: verification });
  const { session, deviceCookie } = await signIn(anonymous(), { email, password: passwords[0] });
  const caller = callerOf(await actorOf(session.token));
  const changed = await changePassword(caller, { current_password: passwords[0], new_password: passwords[1] });
  await forgotPassword(anonymous(), { email });
  const usedReset = await mailedToken(email);
  await resetPassword(anonymous(), { token: usedReset, new_password: passwords[2] });
  await forgotPassword(anonymous(), { email });
  const openReset = await mailedToken(email);
  const newEmail = uniqueEmail();
  const { session: newest } = await signIn(anonymous(), { email, password: passwords[2] });
  await requestEmailChange(callerOf(await actorOf(newest.token)), { new_email: newEmail, current_password: passwords[2] });
  const emailChange = await mailedToken(newEmail);
  await signIn(anonymous(), { email, password: "guessed by somebody else" }).catch(() => undefined);
  return [
    ...passwords,
    "guessed by somebody else",
    flow,
    firstToken,
    verification,
    pendingToken,
    session.token,
    changed.session.token,
    newest.token,
    deviceCookie,
    emailChange,
    usedReset,
    openReset,
  ];
}

/** A sign-up that stays pending. */
async function waitingSignUp(): Promise<string> {
  const email = uniqueEmail();
  await signUp(anonymous(), { email, password: "pending for good 2026", name: "Grace" });
  return mailedToken(email);
}

/** An invitation that stays open, one whose link was replaced, and one that created an account. */
async function invited(): Promise<string[]> {
  const { caller, invite } = await invitingTenant();
  const [open, renewed, used] = [await invite(), await invite(), await invite()];
  await resendInvitation(await caller(), { id: renewed.id });
  const newToken = await mailedToken(renewed.email);
  const password = "chosen by who was invited";
  const { entered } = await acceptInvitation(anonymous(), { token: used.token, name: "Grace", password });
  return [
    open.token,
    renewed.token,
    newToken,
    used.token,
    password,
    entered?.session.token ?? "",
    entered?.deviceCookie ?? "",
  ];
}

/** An API client that refreshed its tokens, and one whose family ended because a token was used again. */
async function clients(): Promise<string[]> {
  const [live, copied] = [await createClient(), await createClient()];
  const refresh = (refresh_token: string) => refreshTokens(anonymous(), { refresh_token });
  const [next, replaced] = [await refresh(live.tokens.refresh_token), await refresh(copied.tokens.refresh_token)];
  await ageUses(copied.tokens.familyId, 11);
  await refresh(copied.tokens.refresh_token).catch(() => undefined);
  return [live.tokens, next, copied.tokens, replaced].flatMap(({ access_token, refresh_token }) => [
    access_token,
    // The payload without its signature names the user. The signature alone is the secret part.
    access_token.split(".")[2] ?? "",
    refresh_token,
  ]);
}

/** A personal API key and one of the organization. */
async function apiKeys(): Promise<string[]> {
  const { session, organization } = await createPerson();
  const caller = callerOf(await actorOf(session.token, organization.slug));
  const create = (owner: string) => createApiKey(caller, { name: "Backups", owner, role: "readonly", expires_in: "never" });
  const [personal, common] = [await create("user"), await create("organization")];
  // The beginning of a key is no secret.
  return [personal, common].flatMap(({ key, prefix }) => [key, key.slice(prefix.length)]);
}

async function everyRow(): Promise<Map<string, string>> {
  const tables = await database.query<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  const contents = new Map<string, string>();
  for (const { name } of tables.rows) {
    const rows = await database.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
    contents.set(name, rows.rows.map((row) => row.text).join("\n"));
  }
  return contents;
}

/** The forms that a secret may have in a column: unchanged, or as bytes. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  return [secret, bytes.toString("hex"), bytes.toString("base64"), Buffer.from(secret, "base64url").toString("hex")].filter(
    (spelling) => spelling.length >= 16,
  );
}

it("stores no token or password in plain text, in any table or log line", async () => {
  const lines = captureLog();
  const secrets = [...(await liveThrough()), ...(await invited()), ...(await clients()), ...(await apiKeys())];
  await drainOutbox(new Date(Date.now() + 10_000));
  const failing = inSystemTransaction((db) => db.user.findFirst({ where: { id: secrets[0] } }));
  log.error("a query failed", { error: await failing.catch((error: unknown) => error) });
  vi.restoreAllMocks();
  const contents = await everyRow();
  expect(contents.get("outbox_mails")).not.toBe("");
  expect(contents.get("sessions")).not.toBe("");
  expect(contents.get("sign_ups")).not.toBe("");
  expect(contents.get("invitations")).not.toBe("");
  expect(contents.get("email_changes")).not.toBe("");
  expect(contents.get("refresh_tokens")).not.toBe("");
  expect(contents.get("api_keys")).not.toBe("");
  expect(lines.join("")).toContain("mail not delivered");
  expect(lines.join("")).toContain("breached password check skipped");
  for (const spelling of [...secrets, "pending for good 2026"].flatMap(spellings)) {
    for (const [table, text] of contents) {
      if (text.includes(spelling)) throw new Error(`${table} contains a secret in plain text`);
    }
    if (lines.join("").includes(spelling)) throw new Error("a log line contains a secret in plain text");
  }
});
