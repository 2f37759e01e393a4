// The command as an operator runs it: in its own process, against this test's database.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { verifyEmail } from "@/lib/auth/sign-up/verify-email";
import { inSystemTransaction } from "@/lib/db/transaction";
import { SEED_EMAIL_DOMAIN } from "@/lib/auth/seed-domain";
import { anonymous, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { mailedToken } from "@/tests/factories/mail";
import { databaseUrl } from "@/tests/setup/databases";

const SCRIPT = fileURLToPath(new URL("create-admin.ts", import.meta.url));
const LINK = /^ {2}https:\/\/app\.example\.com\/reset-password\?token=([A-Za-z0-9_-]{43})$/m;

/** All variables that the command needs. The test passes no others. */
const BARE = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  NODE_ENV: "production",
  DATABASE_URL: databaseUrl,
  APP_URL: "https://app.example.com",
} as const;

async function run(args: string[], env: NodeJS.ProcessEnv = BARE) {
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", SCRIPT, ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err]: Buffer[][] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => out?.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err?.push(chunk));
  const [code] = (await once(child, "close")) as [number];
  const output = Buffer.concat(out ?? []).toString();
  return { code, output, errors: Buffer.concat(err ?? []).toString(), token: LINK.exec(output)?.[1] ?? null };
}

const find = (email: string) =>
  inSystemTransaction((db) =>
    db.user.findUnique({ where: { email }, select: { id: true, name: true, isSystemAdmin: true } }),
  );

const recordsOf = async (email: string) => {
  const entityId = (await find(email))?.id ?? "";
  return inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { entityId, action: "admin.create-system-admin" },
      orderBy: { createdAt: "asc" },
      select: { outcome: true, actorKind: true, userId: true, after: true },
    }),
  );
};

describe("create-admin", { timeout: 120_000 }, () => {
  it("creates a system admin, prints a single-use link to set the password, and is audited as an action of the system", async () => {
    const email = uniqueEmail("first");
    const { code, token, output } = await run(["--email", ` ${email.toUpperCase()} `, "--name", "Frances First"]);
    expect(code).toBe(0);
    expect(output).toContain(`${email} was created and is a system admin.`);
    expect(await find(email)).toMatchObject({ name: "Frances First", isSystemAdmin: true });
    await resetPassword(anonymous(), { token, new_password: PASSWORD });
    await expect(resetPassword(anonymous(), { token, new_password: PASSWORD })).rejects.toMatchObject({
      code: "INVALID_LINK",
    });
    expect(await signIn(anonymous(), { email, password: PASSWORD })).toMatchObject({ isSystemAdmin: true });
    expect(await recordsOf(email)).toEqual([
      { outcome: "ok", actorKind: "system", userId: null, after: { created: true, granted: true, link: true } },
    ]);
  });

  it("prints a link that replaces the previous one at every run, until the admin has a password", async () => {
    const email = uniqueEmail("again");
    const [first, second] = [await run(["--email", email, "--name", "Ada"]), await run(["--email", email])];
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(second.output).toContain("already was a system admin");
    await expect(resetPassword(anonymous(), { token: first.token, new_password: PASSWORD })).rejects.toMatchObject({
      code: "INVALID_LINK",
    });
    await resetPassword(anonymous(), { token: second.token, new_password: PASSWORD });
    const third = await run(["--email", email, "--name", "Somebody Else"]);
    expect([third.code, third.token]).toEqual([0, null]);
    expect(third.output).toContain("They sign in with their password: https://app.example.com/login");
    expect(await find(email)).toMatchObject({ name: "Ada", isSystemAdmin: true });
    expect(await recordsOf(email)).toMatchObject([
      { after: { created: true } },
      { after: { created: false, granted: false } },
      { after: { granted: false, link: false } },
    ]);
  });

  it("makes an existing account a system admin, keeps its password, and ends its sessions", async () => {
    const { user, session } = await createPerson();
    const { code, token, output } = await run(["--email", user.email]);
    expect([code, token]).toEqual([0, null]);
    expect(output).toContain("is now a system admin");
    expect(await resolveSession(session.token, null)).toBeNull();
    expect(await signIn(anonymous(), { email: user.email, password: PASSWORD })).toMatchObject({ isSystemAdmin: true });
  });

  it("invalidates a pending sign-up with the same email address", async () => {
    const email = uniqueEmail("planted");
    const { flow } = await signUp(anonymous(), { email, name: "Mallory", password: PASSWORD });
    expect((await run(["--email", email, "--name", "Ada"])).code).toBe(0);
    await expect(verifyEmail(anonymous({ signUpFlow: flow }), { token: await mailedToken(email) })).rejects.toMatchObject({
      code: "INVALID_LINK",
    });
    await expect(signIn(anonymous(), { email, password: PASSWORD })).rejects.toMatchObject({ code: "INVALID_CREDENTIALS" });
  });

  it("creates one account when run twice at the same time", async () => {
    const email = uniqueEmail("twice");
    const runs = await Promise.all([run(["--email", email, "--name", "Ada"]), run(["--email", email, "--name", "Ada"])]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect((await recordsOf(email)).map(({ after }) => (after as { created: boolean }).created).sort()).toEqual([
      false,
      true,
    ]);
  });

  it.each([
    ["a missing email address", [], "--email is missing."],
    ["an invalid email address", ["--email", "nobody"], "--email: Please enter a full e-mail address"],
    ["a missing name for a new account", ["--email", "new@example.com"], "--name: There is no account at this address yet"],
    ["an invalid name", ["--email", "new@example.com", "--name", " \u200b "], "--name: "],
    ["an unknown option", ["--email", "new@example.com", "--password", "x"], "Unknown option '--password'"],
    ["an extra argument", ["--email", "new@example.com", "x"], "Unexpected argument"],
    [
      "the email address of a seeded user",
      ["--email", `new@${SEED_EMAIL_DOMAIN}`, "--name", "Ada"],
      "--email: Seeded development users",
    ],
  ])("refuses %s with a message and no stack trace, and changes nothing", async (_what, args, words) => {
    const { code, output, errors } = await run(args);
    expect([code, output]).toEqual([1, ""]);
    expect(errors).toContain(words);
    expect(errors).not.toMatch(/^\s+at /m);
    expect(await find("new@example.com")).toBeNull();
  });

  it("refuses a suspended account", async () => {
    const { user } = await createPerson();
    await inSystemTransaction((db) =>
      db.user.update({ where: { id: user.id }, data: { suspendedAt: new Date() }, select: { id: true } }),
    );
    const { code, errors } = await run(["--email", user.email]);
    expect(code).toBe(1);
    expect(errors).toContain("is suspended");
    expect(await find(user.email)).toMatchObject({ isSystemAdmin: false });
  });

  it.each([
    ["a missing DATABASE_URL", { DATABASE_URL: undefined }, "DATABASE_URL is missing"],
    ["an APP_URL with http", { APP_URL: "http://app.example.com" }, "APP_URL must be https"],
  ])("refuses %s", async (_what, overrides, words) => {
    const { code, errors } = await run(["--email", "new@example.com", "--name", "Ada"], { ...BARE, ...overrides });
    expect(code).toBe(1);
    expect(errors).toContain(words);
  });
});
