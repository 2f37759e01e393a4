// Mailed links that are opened in the wrong browser, reloaded, used or expired. The page says what happened, and a valid
// link stays usable, with and without JavaScript.
import type { BrowserContext, Page } from "@playwright/test";
import { OWN_COOKIE_NAMES } from "@/lib/env/own-cookie-names";
import { MAILED_LINK_KINDS, MAILED_LINKS } from "@/lib/web/cookies/mailed-links";
import { createAccount, type Credentials } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { inDatabase } from "@/tests/e2e/database";
import { FIRST_PASSWORD, newAddress, SECOND_PASSWORD, signOut, THIRD_PASSWORD, tokenOf } from "@/tests/e2e/journey";
import { plantSession } from "@/tests/e2e/planted-session";
import { hashOf } from "@/tests/e2e/tokens";
import { expect, test, type Mailbox } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

const LINK_COOKIES: string[] = MAILED_LINK_KINDS.map((link) => OWN_COOKIE_NAMES[link]);

const MISSING = "Open the link in the e-mail again";
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
  /** Fills in and submits the page's form in a signed-out browser. */
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
    what: "a password reset",
    send: sendReset,
    finish: async (page) => {
      await page.getByLabel("New password").fill(THIRD_PASSWORD);
      await page.getByRole("button", { name: "Set new password" }).click();
    },
    done: "Your new password is set",
    table: "password_resets",
  },
  {
    what: "an email change",
    send: sendEmailChange,
    finish: async (page) => {
      await page
        .getByLabel(/password/i)
        .first()
        .fill(FIRST_PASSWORD);
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
      test(`says that another user is signed in when the link of ${what} is opened, and accepts the link after signing out`, async ({
        page,
        context,
        app,
        mailbox,
      }) => {
        const anna = await createAccount(app.url, mailbox);
        const { email, link } = await send(app, mailbox);
        await context.addCookies([await plantSession(app, anna.email)]);
        await page.goto(link);
        await expect(page.getByRole("heading", { name: "You are signed in to another account" })).toBeVisible();
        await expect(page.getByText(`You are signed in as ${anna.email}.`)).toContainText(email);
        await page.getByRole("button", { name: "Sign out and continue" }).click();
        await expect(page.getByText("You are signed out.")).toBeVisible();
        await expect(page).toHaveURL((url) => url.search === "");
        await finish(page);
        await expect(page.getByText(done)).toBeVisible();
        await page.goto(link);
        await expect(page.getByRole("heading", { name: OVER })).toBeVisible();
      });

      test(`shows the page of ${what} again after a reload, with the link's current state`, async ({
        page,
        app,
        mailbox,
        newVisitor,
      }) => {
        const { link } = await send(app, mailbox);
        const path = new URL(link).pathname;
        await page.goto(link);
        const title = await page.getByRole("heading", { level: 1 }).textContent();
        // With JavaScript, the token is no longer in the address bar.
        if (javaScriptEnabled) await expect(page).toHaveURL((url) => url.search === "");
        await page.reload();
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(title ?? "");
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(title ?? "");

        const elsewhere = await (await newVisitor({ javaScriptEnabled })).newPage();
        await elsewhere.goto(path);
        await expect(elsewhere.getByRole("heading", { name: MISSING })).toBeVisible();

        expect(
          await inDatabase(
            app,
            `UPDATE ${table} SET expires_at = now() - interval '1 second' WHERE token_hash = $1 RETURNING 1`,
            hashOf(tokenOf(link)),
          ),
        ).toHaveLength(1);
        await page.goto(path);
        await expect(page.getByRole("heading", { name: OVER })).toBeVisible();
      });
    }

    test("says that a link is invalid if a newer one replaced it, and accepts the newer one", async ({
      page,
      app,
      mailbox,
    }) => {
      const { email, link: first } = await sendReset(app, mailbox);
      await new ApiClient(app.url).post("/api/password/forgot", { email });
      const isNewer = (link: string | undefined) => link !== undefined && link !== first;
      let newer: string | undefined;
      await expect
        .poll(async () => {
          newer = (await mailbox.waitFor(email, { subject: /Choose a new password/ })).links[0];
          return isNewer(newer);
        })
        .toBe(true);
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

const keptIn = async (context: BrowserContext) =>
  (await context.cookies())
    .map(({ name }) => name)
    .filter((name) => LINK_COOKIES.includes(name))
    .sort();

const postFrom = (page: Page, app: Instance, path: string, data: object) =>
  page.request.post(path, { data, headers: { Origin: app.url } });

async function openReset(page: Page, mailbox: Mailbox, email: string): Promise<void> {
  await page.goto((await mailbox.waitFor(email, { subject: /Choose a new password/ })).links[0] ?? "");
}

async function resetByForm(page: Page, mailbox: Mailbox, email: string): Promise<void> {
  await openReset(page, mailbox, email);
  await page.getByLabel("New password").fill(SECOND_PASSWORD);
  await page.getByRole("button", { name: "Set new password" }).click();
  await expect(page.getByText("Your new password is set")).toBeVisible();
}

type Ending = (page: Page, app: Instance, mailbox: Mailbox, person: Credentials) => Promise<void>;

/** The ways to end a session in its own browser. */
const ENDINGS: Record<string, Ending> = {
  "signing out through the form": async (page) => {
    await page.goto("/account/profile");
    await signOut(page);
    await expect(page.getByText("You are signed out.")).toBeVisible();
  },
  "signing out through the API": async (page, app) => {
    expect((await postFrom(page, app, "/api/auth/logout", {})).status()).toBe(204);
  },
  "ending the session through the API": async (page, app) => {
    const { items } = (await (await page.request.get("/api/auth/sessions")).json()) as {
      items: { id: string; current: boolean }[];
    };
    const id = items.find(({ current }) => current)?.id ?? "";
    expect((await page.request.delete(`/api/auth/sessions/${id}`, { headers: { Origin: app.url } })).status()).toBe(204);
  },
  "deleting the account through the form": async (page, _app, _mailbox, { email, password }) => {
    await page.goto("/account/delete");
    await page.getByRole("button", { name: "Delete account…" }).click();
    await page.getByLabel(/^Type .* to confirm$/).fill(email);
    await page.getByLabel("Current password").fill(password);
    await page.getByRole("button", { name: "Delete account", exact: true }).click();
    await expect(page.getByText("Your account was deleted.")).toBeVisible();
  },
  "deleting the account through the API": async (page, app, _mailbox, { email, password }) => {
    expect(
      (await postFrom(page, app, "/api/auth/delete-account", { confirm: email, current_password: password })).status(),
    ).toBe(204);
  },
  "resetting the password through the form": async (page, _app, mailbox, { email }) => resetByForm(page, mailbox, email),
  "resetting the password through the API": async (page, app, mailbox, { email }) => {
    const token = tokenOf((await mailbox.waitFor(email, { subject: /Choose a new password/ })).links[0]);
    expect((await postFrom(page, app, "/api/password/reset", { token, new_password: SECOND_PASSWORD })).status()).toBe(204);
  },
};

/** Opens a link of each kind, so that the browser stores all of them. */
async function keepLinks(page: Page): Promise<void> {
  for (const path of Object.values(MAILED_LINKS)) await page.goto(`${path}?token=${"x".repeat(43)}`);
  expect(await keptIn(page.context())).toEqual([...LINK_COOKIES].sort());
}

for (const [how, end] of Object.entries(ENDINGS)) {
  test(`leaves neither a session nor stored links in the browser after ${how}`, async ({ page, context, app, mailbox }) => {
    const person = await createAccount(app.url, mailbox);
    expect((await new ApiClient(app.url).post("/api/password/forgot", { email: person.email })).status).toBe(202);
    await keepLinks(page);
    await context.addCookies([await plantSession(app, person.email)]);
    await end(page, app, mailbox, person);
    expect(await keptIn(context)).toEqual([]);
    expect((await context.cookies()).map(({ name }) => name)).not.toContain("session_id");
  });
}

test("keeps a stored invitation if the password is reset in a signed-out browser", async ({
  page,
  context,
  app,
  mailbox,
}) => {
  const { email } = await createAccount(app.url, mailbox);
  expect((await new ApiClient(app.url).post("/api/password/forgot", { email })).status).toBe(202);
  await keepLinks(page);
  await resetByForm(page, mailbox, email);
  expect(await keptIn(context)).toContain("invitation");
});

test("clears stored links when an API client in the browser sends an invalid link or signs out", async ({
  page,
  context,
  app,
  mailbox,
}) => {
  const kept = () => keptIn(context);
  const post = (path: string, data: object) => postFrom(page, app, path, data);
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
