// The actions of system admins in the console, their effect on users and organizations, and the refusal of everyone else.
import { randomUUID } from "node:crypto";
import { createAccount, enter } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { ask, formsIn, postForm } from "@/tests/e2e/by-cookie";
import { addMember, organizationOf, withDatabase } from "@/tests/e2e/database";
import * as journey from "@/tests/e2e/journey";
import { sessionCookieName } from "@/tests/e2e/planted-session";
import { plantTenant } from "@/tests/e2e/planted-tenant";
import { UNKNOWN_ID, allEntrances } from "@/tests/e2e/routes";
import { act, asSystemAdmin, createSystemAdmin, plantSystemAdmin, REASON } from "@/tests/e2e/system-admin";
import { expect, test } from "@/tests/setup/fixtures";
import type { Page } from "@playwright/test";

/** Searches the list for an item, and opens the item's page. */
async function open(page: Page, list: string, search: string, link: string | RegExp): Promise<void> {
  await page.goto(list);
  await page.getByRole("searchbox").fill(search);
  await page.getByRole("searchbox").press("Enter");
  await expect(page).toHaveURL(/\?search=/);
  await page.getByRole("main").getByRole("link", { name: link }).click();
  await expect(page).toHaveURL(new RegExp(`${list}/[0-9a-f-]{36}$`));
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("closes the pages, forms and API of a suspended organization from the next request until it is reopened", async ({
      page,
      app,
      mailbox,
      newVisitor,
      problems,
    }) => {
      const [{ email, password }, other] = [await createAccount(app.url, mailbox), await createAccount(app.url, mailbox)];
      const { slug, name } = await organizationOf(app, email);
      await addMember(app, slug, other.email, "org_admin");
      const visitor = await (await newVisitor({ javaScriptEnabled })).newPage();
      await enter(visitor, { email, password });
      const cookie = (await visitor.context().cookies()).map((each) => `${each.name}=${each.value}`).join("; ");
      const [members, invitations] = [`/org/${slug}/members`, `/org/${slug}/invitations`];
      const formsOn = async (path: string) =>
        (await formsIn(visitor, (await ask(app.url, "GET", path, cookie)).text))
          .filter(({ fields }) => fields.some(([field]) => field === "org"))
          .map((form) => ({ ...form, path }));
      const forms = [...(await formsOn(members)), ...(await formsOn(invitations))];
      expect(forms.map(({ label }) => label)).toEqual(["Save", "Remove", "Leave", "Send invitation"]);

      await asSystemAdmin(page, app);
      await open(page, "/admin/organizations", slug, name);
      await act(page, "Suspend…", "Suspend");
      await expect(page.getByText("The organization was suspended.")).toBeVisible();

      problems.allow(/403/);
      expect((await visitor.goto(invitations))?.status()).toBe(403);
      if (javaScriptEnabled) await expect(visitor.getByRole("heading", { name: "Organization suspended" })).toBeVisible();
      const api = await ask(app.url, "GET", `/api/v1/organizations/${slug}/members`, cookie);
      expect([api.status, api.text.includes("ORGANIZATION_SUSPENDED")]).toEqual([403, true]);
      for (const { path, label, fields } of forms) {
        const answer = await postForm(app.url, path, fields, cookie);
        expect(answer.status, label).toBe(403);
        await answer.arrayBuffer();
      }

      await act(page, "Reopen…", "Reopen");
      await expect(page.getByText("The organization was reopened. Its members have access again.")).toBeVisible();
      expect((await visitor.goto(invitations))?.status()).toBe(200);
    });

    test("signs a suspended user out at the next request, and refuses sign-in until they are reactivated", async ({
      page,
      app,
      mailbox,
      newVisitor,
    }) => {
      const { email, password } = await createAccount(app.url, mailbox);
      const visitor = await (await newVisitor({ javaScriptEnabled })).newPage();
      await enter(visitor, { email, password });

      await asSystemAdmin(page, app);
      await open(page, "/admin/users", email, "Ada");
      await act(page, "Suspend…", "Suspend");
      await expect(page.getByText("The user was suspended and signed out everywhere.")).toBeVisible();

      await visitor.goto("/account/profile");
      await expect(visitor).toHaveURL(/\/login\?next=/);
      await journey.signIn(visitor, email, password);
      await expect(visitor.getByText("The e-mail address or password is incorrect.")).toBeVisible();

      await act(page, "Reactivate…", "Reactivate");
      await expect(page.getByText("The user can sign in again.")).toBeVisible();
      await journey.signIn(visitor, email, password);
      await journey.expectHome(visitor);
    });

    test("lets a system admin sign a user out everywhere, send a reset link, and grant and revoke system admin rights", async ({
      page,
      app,
      mailbox,
      newVisitor,
      problems,
    }) => {
      const { email, password } = await createAccount(app.url, mailbox);
      const visitor = await (await newVisitor({ javaScriptEnabled })).newPage();
      await enter(visitor, { email, password });

      await asSystemAdmin(page, app);
      await open(page, "/admin/users", email, "Ada");
      await act(page, "End all sessions…", "End all sessions");
      await expect(page.getByText("The user was signed out everywhere.")).toBeVisible();
      await visitor.goto("/account/profile");
      await expect(visitor).toHaveURL(/\/login\?next=/);

      await act(page, "Send reset link…", "Send reset link");
      await expect(page.getByText("A link to choose a new password is on its way")).toBeVisible();
      const mail = await mailbox.waitFor(email, { subject: /Choose a new password/ });
      await visitor.goto(mail.links[0] ?? "");
      await visitor.getByLabel("New password").fill(journey.THIRD_PASSWORD);
      await visitor.getByRole("button", { name: "Set new password" }).click();
      await expect(visitor.getByText("Your new password is set")).toBeVisible();

      await act(page, "Make system admin…", "Make system admin");
      await expect(page.getByText("The user is now a system admin and has to sign in again.")).toBeVisible();
      await journey.signIn(visitor, email, journey.THIRD_PASSWORD);
      await journey.expectHome(visitor);
      if (javaScriptEnabled) await visitor.getByRole("link", { name: "System console" }).click();
      else await visitor.goto("/admin");
      await expect(visitor.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
      await journey.openMenu(visitor, "Organizations");
      await visitor.getByRole("list", { name: "Organizations" }).getByRole("button").first().click();
      await journey.expectHome(visitor);
      await visitor.goto("/admin");

      await act(page, "Revoke system admin…", "Revoke system admin");
      await expect(page.getByText("The user is no longer a system admin")).toBeVisible();
      await visitor.reload();
      await expect(visitor).toHaveURL(/\/login\?next=%2Fadmin$/);
      await enter(visitor, { email, password: journey.THIRD_PASSWORD });
      problems.allow(/404/);
      expect((await visitor.goto("/admin"))?.status()).toBe(404);
    });

    test("shows a refusal in the form, and keeps the input", async ({ page, app, mailbox }) => {
      const { email } = await createAccount(app.url, mailbox);
      await asSystemAdmin(page, app);
      await open(page, "/admin/users", email, "Ada");
      await page.getByRole("button", { name: "Suspend…" }).click();
      const form = page.locator("form", { has: page.getByRole("button", { name: "Suspend", exact: true }) });
      // The browser's own check accepts spaces, which are not a reason.
      await form.getByLabel("Reason").fill("     ");
      await form.getByRole("button", { name: "Suspend" }).click();
      await expect(page.getByRole("alert").filter({ hasText: "Please give a reason." })).toBeVisible();
      await expect(page.getByRole("button", { name: "Suspend", exact: true })).toBeVisible();
    });

    test("creates an organization whose first admin accepts the mailed link, and audits every step", async ({
      page,
      app,
      mailbox,
      newVisitor,
    }) => {
      const [email, name] = [journey.newAddress(), `Tenant ${randomUUID().slice(0, 8)}`];
      await asSystemAdmin(page, app);
      await page.goto("/admin/organizations");
      await page.getByRole("link", { name: "New organization" }).click();
      await page.getByLabel("Organization name").fill(name);
      await page.getByLabel("Admin’s name").fill("Frances First");
      await page.getByLabel("Admin’s e-mail address").fill(email);
      await page.getByLabel("Reason").fill(REASON);
      await page.getByRole("button", { name: "Create organization" }).click();
      await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
      await expect(page.getByText("An invitation for its first admin is on its way.")).toBeVisible();
      await expect(page.getByRole("list", { name: "Pending invitations" })).toContainText(email);

      const mail = await mailbox.waitFor(email, { subject: /invites you/ });
      const visitor = await (await newVisitor({ javaScriptEnabled })).newPage();
      await visitor.goto(mail.links[0] ?? "");
      await expect(visitor.getByLabel("Your name")).toHaveValue("Frances First");
      await visitor.getByLabel("Password", { exact: true }).fill(journey.FIRST_PASSWORD);
      await visitor.getByRole("button", { name: /^(Join|Accept)/ }).click();
      await journey.expectHome(visitor);
      await expect(visitor.locator("main header")).toContainText(name);

      await page.reload();
      await expect(page.getByRole("row", { name: email })).toContainText("Admin");
      await page.getByRole("link", { name: "Audit log", exact: true }).last().click();
      await expect(page).toHaveURL(/\/admin\/audit-log\?organization=/);
      const log = page.getByRole("list", { name: "Audit log" });
      await expect(log).toContainText(`Sasha Example created ${name}`);
      await expect(log).toContainText(`Frances First joined ${name} as an admin`);
    });

    test("says what to do if an invitation was not sent because the address has received too many e-mails", async ({
      page,
      app,
    }) => {
      const [email, cookie] = [journey.newAddress(), `${sessionCookieName(app.url)}=${await plantSystemAdmin(app)}`];
      const person = { admin_email: email, admin_name: "Frances First", reason: REASON };
      for (let count = 0; count < 5; count += 1) {
        const made = await ask(app.url, "POST", "/api/v1/admin/organizations", cookie, {
          name: `Tenant ${randomUUID().slice(0, 8)}`,
          ...person,
        });
        expect([made.status, made.text.includes('"mailed":true')]).toEqual([201, true]);
      }
      await asSystemAdmin(page, app);
      await page.goto("/admin/organizations/new");
      await page.getByLabel("Organization name").fill(`Tenant ${randomUUID().slice(0, 8)}`);
      await page.getByLabel("Admin’s name").fill("Frances First");
      await page.getByLabel("Admin’s e-mail address").fill(email);
      await page.getByLabel("Reason").fill(REASON);
      await page.getByRole("button", { name: "Create organization" }).click();
      const said = page.getByRole("status").filter({ hasText: "Warning" });
      await expect(said).toContainText(
        "The organization was created, but its invitation was not sent: the address has received too many e-mails today.",
      );
      await expect(said).toContainText("Invite the admin again from this page tomorrow");
      await expect(page.getByRole("list", { name: "Pending invitations" })).toContainText(email);

      await page.getByRole("button", { name: "Invite an admin…" }).click();
      const form = page.locator("form", { has: page.getByRole("button", { name: "Send invitation" }) });
      await form.getByLabel("Admin’s name").fill("Frances First");
      await form.getByLabel("Admin’s e-mail address").fill(email);
      await form.getByLabel("Reason").fill(REASON);
      await form.getByRole("button", { name: "Send invitation" }).click();
      await expect(said).toContainText("The invitation was not sent: the address has received too many e-mails today.");
      await expect(said).toContainText("Invite the same address again tomorrow");
    });

    test("takes a system admin without an organization to the console, and hides the actions that would apply to their own account", async ({
      page,
      app,
    }) => {
      const { email } = await createSystemAdmin(app);
      await journey.signIn(page, email, journey.FIRST_PASSWORD);
      await expect(page).toHaveURL(/\/admin$/);
      await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
      await open(page, "/admin/users", email, /Sasha/);
      await expect(page.getByText("You", { exact: true })).toBeVisible();
      await expect(page.getByRole("button", { name: /Suspend|Revoke system admin/ })).toHaveCount(0);
    });
  });
}

test("hides every page of the console from everyone but system admins, and refuses everyone else in its API", async ({
  app,
}) => {
  test.setTimeout(120_000);
  const { pages, routes } = await allEntrances();
  const consolePages = pages.filter((path) => /^\/admin(\/|$)/.test(path));
  const consoleRoutes = routes.filter(({ path }) => path.startsWith("/api/v1/admin/"));
  expect(consolePages.length).toBeGreaterThanOrEqual(6);
  expect(consoleRoutes.length).toBeGreaterThanOrEqual(14);
  const { cookies } = await withDatabase(app, (client) => plantTenant(client, app.url));
  for (const kind of ["readonly", "member", "org_admin"] as const) {
    const nowhere = await ask(app.url, "GET", "/admin/no-such-page", cookies[kind]);
    expect(nowhere.status).toBe(404);
    for (const path of consolePages)
      expect((await ask(app.url, "GET", path, cookies[kind])).status, `${path} as ${kind}`).toBe(404);
  }
  for (const path of consolePages) {
    const answer = await ask(app.url, "GET", path, null);
    expect([answer.status, answer.location?.replace(/^.*(?=\/login)/, "")], path).toEqual([
      307,
      `/login?next=${encodeURIComponent(path)}`,
    ]);
  }
  for (const { method, path } of consoleRoutes) {
    const body = method === "GET" ? undefined : { reason: REASON };
    for (const kind of ["nobody", "readonly", "member", "org_admin"] as const) {
      const { status, text } = await ask(app.url, method, path, cookies[kind], body);
      const { code } = JSON.parse(text) as { code: string };
      expect([status, code], `${method} ${path} as ${kind}`).toEqual(
        kind === "nobody" ? [401, "UNAUTHORIZED"] : [403, "ACCESS_DENIED"],
      );
    }
  }
});

test("offers the console through the API, except for granting system admin rights", async ({ app, mailbox }) => {
  const token = await plantSystemAdmin(app);
  const cookie = `${sessionCookieName(app.url)}=${token}`;
  const { email, password } = await createAccount(app.url, mailbox);
  const get = async (path: string) => {
    const { status, text } = await ask(app.url, "GET", `/api/v1/admin/${path}`, cookie);
    expect(status, path).toBe(200);
    return JSON.parse(text) as { items: { id: string }[]; next_cursor: string | null } & Record<string, unknown>;
  };
  const post = async (path: string, body: Record<string, unknown> = { reason: REASON }) =>
    (await ask(app.url, "POST", `/api/v1/admin/${path}`, cookie, body)).status;

  const { items } = await get(`users?search=${encodeURIComponent(email)}`);
  expect(items).toMatchObject([{ email, is_system_admin: false, organizations: 1 }]);
  const id = items[0]?.id ?? "";
  expect(await get(`users/${id}`)).toMatchObject({ id, email, sessions: 0 });
  const { slug } = await organizationOf(app, email);
  const found = await get(`organizations?search=${slug}`);
  expect(await get(`organizations/${found.items[0]?.id}`)).toMatchObject({ slug, members: 1 });
  expect(((await get("overview")).sign_ups as unknown[]).length).toBe(30);
  expect(await get("settings")).toMatchObject({
    items: [{ name: "sign_ups_open" }, { name: "ai_enabled" }, { name: "ai_overage_enabled" }],
  });
  const pageOfOne = await get("users?limit=1");
  expect([pageOfOne.items.length, typeof pageOfOne.next_cursor]).toEqual([1, "string"]);

  expect(await post(`users/${id}/suspend`, {})).toBe(422);
  expect(await post(`users/${id}/suspend`)).toBe(204);
  expect(await post(`users/${id}/suspend`)).toBe(409);
  expect((await new ApiClient(app.url).post("/api/auth/login", { email, password })).status).toBe(401);
  expect(await post(`users/${id}/resume`)).toBe(204);
  for (const act of ["grant-admin", "make-admin"]) expect(await post(`users/${id}/${act}`)).toBe(404);
  expect(await post(`users/${UNKNOWN_ID}/suspend`)).toBe(404);
  expect(
    (await ask(app.url, "PATCH", "/api/v1/admin/settings/no_such_setting", cookie, { value: true, reason: REASON })).status,
  ).toBe(404);
});
