// Uses and misuses invitations, from the mail to the membership, on the pages and through the API.
import type { Page } from "@playwright/test";
import { createAccount, enter, type Credentials } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { addMember } from "@/tests/e2e/database";
import * as journey from "@/tests/e2e/journey";
import { openRowMenu } from "@/tests/e2e/row-menu";
import { expect, test, type Mailbox } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

interface Tenant {
  admin: Credentials;
  slug: string;
  client: ApiClient;
}

/** A user with an organization of their own, signed in to the API. */
async function createTenant(app: Instance, mailbox: Mailbox): Promise<Tenant> {
  const admin = await createAccount(app.url, mailbox);
  const client = new ApiClient(app.url);
  const { organizations } = (await (await client.post("/api/auth/login", admin)).json()) as {
    organizations: { slug: string }[];
  };
  return { admin, client, slug: organizations[0]?.slug ?? "" };
}

async function invite({ client, slug }: Tenant, mailbox: Mailbox, email: string, role = "member") {
  const response = await client.post(`/api/v1/organizations/${slug}/invitations`, { email, role });
  expect(response.status).toBe(201);
  const { id } = (await response.json()) as { id: string };
  return { id, link: await mailedLink(mailbox, email) };
}

async function mailedLink(mailbox: Mailbox, email: string): Promise<string> {
  return (await mailbox.waitFor(email, { subject: /invites you/ })).links[0] ?? "";
}

async function signInHere(page: Page, { email, password }: Credentials): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function fillNewPerson(page: Page): Promise<void> {
  await page.getByLabel("Your name").fill("Nora Newcomer");
  await page.getByLabel("Password", { exact: true }).fill(journey.FIRST_PASSWORD);
  await page.getByRole("button", { name: "Join" }).click();
}

/** Adds a field that the form does not have, as an attacker can. */
async function addField(page: Page, name: string, value: string): Promise<void> {
  await page
    .locator("form")
    .last()
    .evaluate(
      (form, field) => {
        const input = Object.assign(document.createElement("input"), { type: "hidden", ...field });
        form.append(input);
      },
      { name, value },
    );
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("lets an admin invite a new address, whose owner sets a name and a password and becomes a member", async ({
      page,
      app,
      mailbox,
      newVisitor,
    }) => {
      const { admin, slug } = await createTenant(app, mailbox);
      const email = journey.newAddress();
      await enter(page, admin);
      await page.goto(`/org/${slug}/members`);
      await page.getByRole("link", { name: "Invite people" }).click();
      await expect(page.getByText("No invitations yet")).toBeVisible();
      await page.getByLabel("E-mail address").fill(email);
      await page.getByRole("combobox", { name: "Role" }).selectOption("org_admin");
      await page.getByRole("button", { name: "Send invitation", exact: true }).click();
      await expect(page.getByText(`The invitation to ${email} is on its way`)).toBeVisible();
      const row = page.getByRole("row", { name: email });
      await expect(row.getByText("Pending")).toBeVisible();
      await expect(row.getByText("Admin")).toBeVisible();

      const guest = await (await newVisitor({ javaScriptEnabled })).newPage();
      const link = await mailedLink(mailbox, email);
      for (let visit = 0; visit < 2; visit += 1) {
        const response = await guest.goto(link);
        expect(response?.headers()["referrer-policy"]).toBe("no-referrer");
      }
      await expect(guest).toHaveURL(javaScriptEnabled ? /\/invite\/accept$/ : /token=/);
      await expect(guest.getByRole("heading", { name: /^Join / })).toBeVisible();
      await expect(guest.getByText("Ada invited you. As an admin you can")).toBeVisible();
      await expect(guest.getByLabel("E-mail address")).toHaveValue(email);
      // A read-only email address must not have the background of a field.
      await expect(guest.getByLabel("E-mail address")).toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
      await fillNewPerson(guest);
      await expect(guest).toHaveURL(new RegExp(`/org/${slug}$`));
      await expect(guest.getByText("Welcome! You are a member now.")).toBeVisible();
      await guest.goto(`/org/${slug}/members`);
      await expect(guest.getByRole("row", { name: email }).getByText("You")).toBeVisible();
      await guest.goto(link);
      await expect(guest.getByRole("heading", { name: "This invitation is not valid" })).toBeVisible();

      await page.reload();
      await expect(page.getByRole("row", { name: email }).getByText("Accepted")).toBeVisible();
      await expect(page.getByRole("row", { name: email }).getByRole("button")).toHaveCount(0);
      // Only the time when it was sent: an accepted invitation no longer expires.
      await expect(page.getByRole("row", { name: email }).getByRole("time")).toHaveCount(1);
    });

    test("returns an invited user to the invitation after sign-in, and lets them join with one click", async ({
      page,
      app,
      mailbox,
    }) => {
      const tenant = await createTenant(app, mailbox);
      const person = await createAccount(app.url, mailbox);
      const { link } = await invite(tenant, mailbox, person.email, "readonly");
      await page.goto(link);
      await expect(page.getByText(`${person.email} already has an account`)).toBeVisible();
      await expect(page.getByLabel("Password", { exact: true })).toHaveCount(0);
      await page.getByRole("button", { name: "Sign in to join" }).click();
      await expect(page).toHaveURL(/\/login\?next=%2Finvite%2Faccept$/);
      await signInHere(page, { ...person, password: "not the password" });
      await expect(page.getByText("The e-mail address or password is incorrect")).toBeVisible();
      await signInHere(page, person);
      await expect(page).toHaveURL(/\/invite\/accept$/);
      await expect(page.getByText(`You are signed in as ${person.email}.`)).toBeVisible();
      await page.reload();
      await page.getByRole("button", { name: "Join" }).click();
      await expect(page).toHaveURL(new RegExp(`/org/${tenant.slug}$`));
      await expect(page.getByText("Welcome! You are a member now.")).toBeVisible();
      await page.goto("/invite/accept");
      await expect(page.getByRole("heading", { name: "Open the link in the e-mail again" })).toBeVisible();
      await page.goto(link);
      await expect(page.getByRole("heading", { name: "This invitation is not valid" })).toBeVisible();
      await expect(page.getByRole("link", { name: "Invitations" })).toHaveCount(0);
    });

    test("says that a user with another email address is signed in, and lets the invited person join after signing out", async ({
      page,
      app,
      mailbox,
    }) => {
      const tenant = await createTenant(app, mailbox);
      const other = await createAccount(app.url, mailbox);
      const email = journey.newAddress();
      const { link } = await invite(tenant, mailbox, email);
      await enter(page, other);
      await page.goto(link);
      await expect(page.getByText(`You are signed in as ${other.email}.`)).toContainText(`is for ${email}.`);
      await expect(page.getByRole("button", { name: "Join" })).toHaveCount(0);
      await page.getByRole("button", { name: "Sign out" }).click();
      await expect(page).toHaveURL(/\/invite\/accept$/);
      await expect(page.getByText("You are signed out.")).toBeVisible();
      await fillNewPerson(page);
      await expect(page).toHaveURL(new RegExp(`/org/${tenant.slug}$`));
    });

    test("refuses a form that was opened before another user signed in to the browser", async ({
      page,
      context,
      app,
      mailbox,
    }) => {
      const tenant = await createTenant(app, mailbox);
      const other = await createAccount(app.url, mailbox);
      const { link } = await invite(tenant, mailbox, journey.newAddress());
      await page.goto(link);
      const tab = await context.newPage();
      await journey.signIn(tab, other.email, other.password);
      await journey.expectHome(tab);
      await fillNewPerson(page);
      await expect(
        page.getByText(javaScriptEnabled ? "You are not allowed to do this." : `You are signed in as ${other.email}.`),
      ).toBeVisible();
      const { items } = (await (await tenant.client.get(`/api/v1/organizations/${tenant.slug}/members`)).json()) as {
        items: unknown[];
      };
      expect(items).toHaveLength(1);
    });

    test("lets an admin resend or revoke an invitation, and invalidates the earlier link in both cases", async ({
      page,
      app,
      mailbox,
      newVisitor,
    }) => {
      const tenant = await createTenant(app, mailbox);
      const email = journey.newAddress();
      const first = await invite(tenant, mailbox, email);
      await enter(page, tenant.admin);
      await page.goto(`/org/${tenant.slug}/invitations`);
      const row = await openRowMenu(page, email);
      await row.getByRole("button", { name: /^Resend/ }).click();
      await expect(page.getByText("A new link is on its way.")).toBeVisible();
      await expect(row.getByRole("button", { name: /^Resend/ })).toBeHidden();
      const second = await mailedLink(mailbox, email);
      const guest = await (await newVisitor({ javaScriptEnabled })).newPage();
      await guest.goto(first.link);
      await expect(guest.getByRole("heading", { name: "This invitation is not valid" })).toBeVisible();
      await guest.goto(second);
      await expect(guest.getByRole("heading", { name: /^Join / })).toBeVisible();
      await openRowMenu(page, email);
      await row.getByRole("button", { name: /^Revoke/ }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
      await expect(page.getByText("The invitation was revoked.")).toBeVisible();
      await expect(page.getByRole("row", { name: email }).getByText("Revoked")).toBeVisible();
      await fillNewPerson(guest);
      await expect(guest.getByRole("heading", { name: "This invitation is not valid" })).toBeVisible();
    });

    test("clears a stored link if the invitation is revoked after the user signed in for it", async ({
      page,
      context,
      app,
      mailbox,
    }) => {
      const kept = async () => (await context.cookies()).find(({ name }) => name === "invitation");
      const tenant = await createTenant(app, mailbox);
      const person = await createAccount(app.url, mailbox);
      const { id, link } = await invite(tenant, mailbox, person.email);
      await page.goto(link);
      await page.getByRole("button", { name: "Sign in to join" }).click();
      await expect(page).toHaveURL(/\/login/);
      const cookie = await kept();
      expect(cookie?.value).toBe(journey.tokenOf(link));
      expect((cookie?.expires ?? Infinity) - Date.now() / 1000).toBeLessThanOrEqual(3600);
      await signInHere(page, person);
      await expect(page.getByRole("button", { name: "Join" })).toBeVisible();
      await tenant.client.request("DELETE", `/api/v1/organizations/${tenant.slug}/invitations/${id}`);
      await page.getByRole("button", { name: "Join" }).click();
      await expect(page.getByRole("heading", { name: "This invitation is not valid" })).toBeVisible();
      expect(await kept()).toBeUndefined();
    });

    test("shows errors in the form, and keeps all input except the password", async ({ page, app, mailbox }) => {
      const tenant = await createTenant(app, mailbox);
      await enter(page, tenant.admin);
      await page.goto(`/org/${tenant.slug}/invitations`);
      await page.getByLabel("E-mail address").fill(tenant.admin.email);
      await page.getByRole("combobox", { name: "Role" }).selectOption("readonly");
      await page.getByRole("button", { name: "Send invitation", exact: true }).click();
      await expect(page.getByText("This account is already a member of the organization.")).toBeVisible();
      await expect(page.getByLabel("E-mail address")).toHaveValue(tenant.admin.email);
      await expect(page.getByRole("combobox", { name: "Role" })).toHaveValue("readonly");

      const { link } = await invite(tenant, mailbox, journey.newAddress());
      await journey.signOut(page);
      await page.goto(link);
      await page.getByLabel("Your name").fill("Nora Newcomer");
      await page.getByLabel("Password", { exact: true }).fill("1qaz2wsx3edc");
      await page.getByRole("button", { name: "Join" }).click();
      await expect(page.getByText("too common").first()).toBeVisible();
      await expect(page.getByLabel("Your name")).toHaveValue("Nora Newcomer");
      await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
      expect(await page.content()).not.toContain("1qaz2wsx3edc");
      await fillNewPerson(page);
      await expect(page).toHaveURL(new RegExp(`/org/${tenant.slug}$`));
    });

    test("refuses the invitations page to a member without admin rights", async ({ page, app, mailbox, problems }) => {
      const tenant = await createTenant(app, mailbox);
      const email = journey.newAddress();
      const { link } = await invite(tenant, mailbox, email, "member");
      await page.goto(link);
      await fillNewPerson(page);
      await expect(page).toHaveURL(new RegExp(`/org/${tenant.slug}$`));
      await expect(page.getByRole("link", { name: "Invitations" })).toHaveCount(0);
      await page.goto(`/org/${tenant.slug}/members`);
      await expect(page.getByRole("link", { name: "Invite people" })).toHaveCount(0);
      problems.allow(/403/);
      expect((await page.goto(`/org/${tenant.slug}/invitations`))?.status()).toBe(403);
      // Without JavaScript, the framework does not show the page of a guard's refusal.
      if (javaScriptEnabled) await expect(page.getByText("This page needs a higher role")).toBeVisible();
    });
  });
}

test("refuses a form with an added role, organization or email address, and keeps the link valid", async ({
  page,
  app,
  mailbox,
}) => {
  const tenant = await createTenant(app, mailbox);
  const { link } = await invite(tenant, mailbox, journey.newAddress(), "readonly");
  for (const [name, value] of [
    ["role", "org_admin"],
    ["organization", "stonebridge"],
    ["email", "mallory@example.com"],
  ] as const) {
    await page.goto(link);
    await expect(page).toHaveURL(/\/invite\/accept$/);
    await addField(page, name, value);
    await fillNewPerson(page);
    await expect(page.getByText("This field is not recognized.").first()).toBeVisible();
  }
  await page.goto(link);
  await fillNewPerson(page);
  await expect(page).toHaveURL(new RegExp(`/org/${tenant.slug}$`));
});

test("directs a user who is already a member to the organization", async ({ page, app, mailbox }) => {
  const tenant = await createTenant(app, mailbox);
  const person = await createAccount(app.url, mailbox);
  const { link } = await invite(tenant, mailbox, person.email);
  await addMember(app, tenant.slug, person.email, "readonly");
  await enter(page, person);
  await page.goto(link);
  await expect(page.getByText("You are already a member.")).toBeVisible();
  await page.getByRole("link", { name: /^Open / }).click();
  await expect(page).toHaveURL(new RegExp(`/org/${tenant.slug}$`));
});

test("invites, lists, resends, revokes and accepts through the API, and refuses everyone outside the organization", async ({
  app,
  mailbox,
}) => {
  const tenant = await createTenant(app, mailbox);
  const [stranger, nobody, joiner] = [new ApiClient(app.url), new ApiClient(app.url), new ApiClient(app.url)];
  await stranger.post("/api/auth/login", await createAccount(app.url, mailbox));
  const path = `/api/v1/organizations/${tenant.slug}/invitations`;
  const email = journey.newAddress();

  const created = await tenant.client.post(path, { email, role: "readonly" });
  expect(created.status).toBe(201);
  const view = (await created.json()) as Record<string, string>;
  expect(view).toEqual({
    id: expect.any(String),
    email,
    role: "readonly",
    state: "open",
    created_at: expect.stringMatching(/Z$/),
    sent_at: expect.stringMatching(/Z$/),
    expires_at: expect.stringMatching(/Z$/),
  });
  const first = journey.tokenOf(await mailedLink(mailbox, email));
  expect(await (await tenant.client.get(path)).json()).toEqual({ items: [view], next_cursor: null });
  expect((await tenant.client.post(path, { email, role: "sys_admin" })).status).toBe(422);
  expect((await tenant.client.post(path, { email, role: "member", organization_id: "x" })).status).toBe(422);
  const resent = await tenant.client.post(`${path}/${view.id}/resend`);
  expect([resent.status, ((await resent.json()) as { id: string }).id]).toEqual([200, view.id]);
  const token = journey.tokenOf(await mailedLink(mailbox, email));

  for (const each of [path, path.replace(tenant.slug, "no-such-organization")]) {
    for (const [client, code] of [
      [stranger, "NOT_FOUND"],
      [nobody, "UNAUTHORIZED"],
    ] as const) {
      const answers = [
        await client.get(each),
        await client.post(each, { email, role: "member" }),
        await client.request("DELETE", `${each}/${view.id}`),
        await client.post(`${each}/${view.id}/resend`),
      ];
      for (const answer of answers) expect(((await answer.json()) as { code: string }).code).toBe(code);
    }
  }

  const accept = (client: ApiClient, body: object) => client.post("/api/invitations/accept", body);
  const person = { name: "Nora", password: journey.FIRST_PASSWORD };
  const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];
  expect(await codeOf(await accept(nobody, { token: first, ...person }))).toEqual([400, "INVALID_LINK"]);
  expect(await codeOf(await accept(stranger, { token }))).toEqual([403, "ACCESS_DENIED"]);
  expect(await codeOf(await accept(nobody, { token, ...person, role: "org_admin" }))).toEqual([422, "VALIDATION_ERROR"]);
  expect(await codeOf(await accept(nobody, { token }))).toEqual([422, "VALIDATION_ERROR"]);
  expect((await joiner.get(`/api/invitations/accept?token=${token}`)).status).toBe(405);
  const accepted = await accept(joiner, { token, ...person });
  expect(accepted.status).toBe(200);
  expect(await accepted.json()).toEqual({
    user: { id: expect.any(String), email, name: "Nora" },
    organizations: [expect.objectContaining({ slug: tenant.slug, role: "readonly" })],
  });
  expect((await joiner.get(`/api/v1/organizations/${tenant.slug}/members`)).status).toBe(200);
  expect((await joiner.get(path)).status).toBe(403);

  const known = await createAccount(app.url, mailbox);
  const second = await invite(tenant, mailbox, known.email);
  expect(await codeOf(await accept(nobody, { token: journey.tokenOf(second.link), ...person }))).toEqual([
    401,
    "UNAUTHORIZED",
  ]);
  expect((await tenant.client.request("DELETE", `${path}/${second.id}`)).status).toBe(204);
  expect(await codeOf(await tenant.client.request("DELETE", `${path}/${second.id}`))).toEqual([409, "CONFLICT"]);
  expect(await codeOf(await tenant.client.post(`${path}/${second.id}/resend`))).toEqual([409, "CONFLICT"]);
  await nobody.post("/api/auth/login", known);
  expect(await codeOf(await accept(nobody, { token: journey.tokenOf(second.link) }))).toEqual([400, "INVALID_LINK"]);
});

test("keeps a browser's stored invitation while it can still be used, and clears it otherwise", async ({ app, mailbox }) => {
  const tenant = await createTenant(app, mailbox);
  const [person, other] = [await createAccount(app.url, mailbox), await createAccount(app.url, mailbox)];
  const sessionOf = async (who: Credentials) => {
    const answer = await new ApiClient(app.url).post("/api/auth/login", who);
    return (
      answer.headers
        .getSetCookie()
        .find((line) => line.startsWith("session_id="))
        ?.split(";")[0] ?? ""
    );
  };
  const [own, wrong] = [await sessionOf(person), await sessionOf(other)];
  const token = journey.tokenOf((await invite(tenant, mailbox, person.email)).link);
  const unknown = "u".repeat(43);

  /**
   * Sends the body `sent` with the token `kept` in the invitation cookie. Returns the error code, and what the response does
   * to that cookie.
   */
  async function after(session: string, kept: string, sent: object) {
    const headers = { Cookie: `${session}; invitation=${kept}` };
    const answer = await new ApiClient(app.url).request("POST", "/api/invitations/accept", sent, headers);
    const line = answer.headers.getSetCookie().find((each) => each.startsWith("invitation="));
    const isRenewed = line?.startsWith(`invitation=${kept};`);
    return [
      ((await answer.json()) as { code?: string }).code,
      line === undefined ? "kept" : isRenewed ? "renewed" : /^invitation=;.*Max-Age=0/i.test(line) ? "gone" : line,
    ];
  }

  expect(await after("", token, { token })).toEqual(["UNAUTHORIZED", "renewed"]);
  expect(await after(wrong, token, { token })).toEqual(["ACCESS_DENIED", "kept"]);
  expect(await after(own, token, { token, role: "org_admin" })).toEqual(["VALIDATION_ERROR", "kept"]);
  expect(await after(own, token, { token: unknown })).toEqual(["INVALID_LINK", "kept"]);
  expect(await after(own, unknown, { token: unknown })).toEqual(["INVALID_LINK", "gone"]);
  await addMember(app, tenant.slug, person.email, "readonly");
  expect(await after(own, token, { token })).toEqual(["ALREADY_MEMBER", "gone"]);
});
