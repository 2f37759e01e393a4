// Mailed links opened in the wrong place, reloaded, used up or too old: the page says what is the case, with JavaScript and
// without, and nothing is lost on the way.
import type { Page } from "@playwright/test";
import { OWN_COOKIE_NAMES } from "@/lib/env/own-cookie-names";
import { MAILED_LINK_KINDS, MAILED_LINKS } from "@/lib/web/mailed-links";
import { createAccount } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { inDatabase } from "@/tests/e2e/database";
import { FIRST_PASSWORD, newAddress, SECOND_PASSWORD, THIRD_PASSWORD, tokenOf } from "@/tests/e2e/journey";
import { plantSession } from "@/tests/e2e/planted-session";
import { expect, test, type Mailbox } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

const LINK_COOKIES: string[] = MAILED_LINK_KINDS.map((link) => OWN_COOKIE_NAMES[link]);

const MISSING = "Open the link in the mail again";
const OVER = "This link is no longer valid";

interface Sent {
  email: string;
  link: string;
}

async function sendVerification(app: Instance, mailbox: Mailbox, email = newAddress()): Promise<Sent> {
  const answer = await new ApiClient(app.url).post("/api/auth/signup", { email, password: FIRST_PASSWORD, name: "Bert" });
  expect(answer.status).toBe(202);
  return { email, link: (await mailbox.waitFor(email, { subject: /Verify/ })).links[0] ?? "" };
}

async function sendReset(app: Instance, mailbox: Mailbox): Promise<Sent> {
  const { email } = await createAccount(app.url, mailbox);
  expect((await new ApiClient(app.url).post("/api/password/forgot", { email })).status).toBe(202);
  return { email, link: (await mailbox.waitFor(email, { subject: /Choose a new password/ })).links[0] ?? "" };
}

async function sendEmailChange(app: Instance, mailbox: Mailbox): Promise<Sent> {
  const person = await createAccount(app.url, mailbox);
  const [client, email] = [new ApiClient(app.url), newAddress()];
  await client.post("/api/auth/login", person);
  const answer = await client.post("/api/auth/email-change", { new_email: email, current_password: person.password });
  expect(answer.status).toBeLessThan(300);
  return { email, link: (await mailbox.waitFor(email, { subject: /Confirm your new/ })).links[0] ?? "" };
}

interface Kind {
  what: string;
  send: typeof sendReset;
  /** Fills in the page's form in a browser that is signed out, and sends it. */
  finish: (page: Page) => Promise<void>;
  done: string;
  table: string;
}

const KINDS: Kind[] = [
  {
    what: "a verification",
    send: sendVerification,
    finish: async (page) => {
      await page.getByLabel("The password you chose when you signed up").fill(FIRST_PASSWORD);
      await page.getByRole("button", { name: "Verify e-mail address" }).click();
    },
    done: "Your e-mail address is verified",
    table: "sign_ups",
  },
  {
    what: "a reset",
    send: sendReset,
    finish: async (page) => {
      await page.getByLabel("New password").fill(THIRD_PASSWORD);
      await page.getByRole("button", { name: "Set new password" }).click();
    },
    done: "Your new password is set",
    table: "password_resets",
  },
  {
    what: "an e-mail change",
    send: sendEmailChange,
    finish: async (page) => {
      await page.getByLabel(/password/i).first().fill(FIRST_PASSWORD);
      await page.getByRole("button", { name: "Confirm" }).click();
    },
    done: "The e-mail address was changed",
    table: "email_changes",
  },
];

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    for (const { what, send, finish, done, table } of KINDS) {
      test(`the link of ${what}, opened by somebody who is signed in, says so and works after signing out`, async ({ page, context, app, mailbox }) => {
        const anna = await createAccount(app.url, mailbox);
        const { email, link } = await send(app, mailbox);
        await context.addCookies([await plantSession(app, anna.email)]);
        await page.goto(link);
        await expect(page.getByRole("heading", { name: "You are signed in to another account" })).toBeVisible();
        await expect(page.getByText(`You are signed in as ${anna.email}.`)).toContainText(email);
        await page.getByRole("button", { name: "Sign out and go on" }).click();
        await expect(page.getByText("You are signed out.")).toBeVisible();
        expect(new URL(page.url()).search).toBe("");
        await finish(page);
        await expect(page.getByText(done)).toBeVisible();
        await page.goto(link);
        await expect(page.getByRole("heading", { name: OVER })).toBeVisible();
      });

      test(`the page of ${what} is the same after a reload, and tells the truth about the link`, async ({ page, app, mailbox, newVisitor }) => {
        const { link } = await send(app, mailbox);
        const path = new URL(link).pathname;
        await page.goto(link);
        const title = await page.getByRole("heading", { level: 1 }).textContent();
        // Where script runs, the token has left the address bar.
        if (javaScriptEnabled) await expect(page).toHaveURL((url) => url.search === "");
        await page.reload();
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(title ?? "");
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(title ?? "");

        const elsewhere = await (await newVisitor({ javaScriptEnabled })).newPage();
        await elsewhere.goto(path);
        await expect(elsewhere.getByRole("heading", { name: MISSING })).toBeVisible();

        const hash = `\\x${await sha256(tokenOf(link))}`;
        expect(await inDatabase(app, `UPDATE ${table} SET expires_at = now() - interval '1 second' WHERE token_hash = $1 RETURNING 1`, hash)).toHaveLength(1);
        await page.goto(path);
        await expect(page.getByRole("heading", { name: OVER })).toBeVisible();
      });
    }

    test("a link that a newer one replaced says so, and the newer one works", async ({ page, app, mailbox }) => {
      const { email, link: first } = await sendReset(app, mailbox);
      await new ApiClient(app.url).post("/api/password/forgot", { email });
      const isNewer = (link: string | undefined) => link !== undefined && link !== first;
      let newer: string | undefined;
      await expect.poll(async () => {
        newer = (await mailbox.waitFor(email, { subject: /Choose a new password/ })).links[0];
        return isNewer(newer);
      }).toBe(true);
      await page.goto(first);
      await expect(page.getByRole("heading", { name: OVER })).toBeVisible();
      await page.goto(newer ?? "");
      await page.getByLabel("New password").fill(SECOND_PASSWORD);
      await page.getByRole("button", { name: "Set new password" }).click();
      await expect(page.getByText("Your new password is set")).toBeVisible();
      await page.goto("/reset-password");
      await expect(page.getByRole("heading", { name: MISSING })).toBeVisible();
    });
  });
}

test("a program that sends a link that is over, or signs out, leaves no kept link in its browser", async ({ page, context, app, mailbox }) => {
  const kept = async () => (await context.cookies()).map(({ name }) => name).filter((name) => LINK_COOKIES.includes(name)).sort();
  const post = (path: string, data: object) => page.request.post(path, { data, headers: { Origin: app.url } });
  const [token, other] = ["x".repeat(43), "y".repeat(43)];
  for (const path of Object.values(MAILED_LINKS)) await page.goto(`${path}?token=${token}`);
  expect(await kept()).toEqual([...LINK_COOKIES].sort());
  const reset = (sent: string) => post("/api/password/reset", { token: sent, new_password: THIRD_PASSWORD });
  expect((await reset(other)).status()).toBe(400);
  expect(await kept()).toContain("password_reset");
  expect((await reset(token)).status()).toBe(400);
  expect(await kept()).not.toContain("password_reset");
  expect(await kept()).toHaveLength(LINK_COOKIES.length - 1);
  const { email } = await createAccount(app.url, mailbox);
  await context.addCookies([await plantSession(app, email)]);
  expect((await post("/api/auth/logout", {})).status()).toBe(204);
  expect(await kept()).toEqual([]);
});

async function sha256(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toString("hex");
}
