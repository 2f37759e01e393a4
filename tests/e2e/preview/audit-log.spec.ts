// An admin reads, filters and exports the audit log. No one else can open it.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { createAccount, enter, type Credentials } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { inDatabase } from "@/tests/e2e/database";
import * as journey from "@/tests/e2e/journey";
import { organizationOfTwo } from "@/tests/e2e/organization-of-two";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

interface Entry {
  id: string;
  action: string;
  actor: { kind: string; name: string | null };
}

async function changeRole(app: Instance, slug: string, admin: Credentials, other: Credentials): Promise<ApiClient> {
  const client = new ApiClient(app.url);
  await client.post("/api/auth/login", admin);
  const path = `/api/v1/organizations/${slug}/members`;
  const { items } = (await (await client.get(path)).json()) as { items: { id: string; user: { email: string } }[] };
  const id = items.find(({ user }) => user.email === other.email)?.id;
  expect((await client.request("PATCH", `${path}/${id}`, { role: "readonly" })).status).toBe(204);
  const own = items.find(({ user }) => user.email === admin.email)?.id;
  expect((await client.request("DELETE", `${path}/${own}`)).status).toBe(403);
  return client;
}

const openExport = (page: Page) => page.getByRole("button", { name: "Export", exact: true }).click();

/** Presses a button. @returns the name and text of the file that the browser saves */
async function download(page: Page, button: string): Promise<{ name: string; text: string }> {
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const file = await saved;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("lets an admin read, filter and export the audit log", async ({ page, app, mailbox }) => {
      const { admin, other, slug } = await organizationOfTwo(app, mailbox);
      await changeRole(app, slug, admin, other);
      await journey.signIn(page, admin.email, admin.password);
      await journey.expectHome(page);
      await page.getByRole("link", { name: "Audit log" }).click();
      await expect(page.getByRole("heading", { name: "Audit log", level: 1 })).toBeVisible();
      const day = javaScriptEnabled ? /^Today, \d+ \w+ \d{4}$/ : /^\w+day, \d+ \w+ \d{4}$/;
      await expect(page.getByRole("heading", { level: 2, name: day })).toHaveCount(1);
      const entry = (words: string) => page.getByRole("listitem").filter({ hasText: words });
      const change = entry("Ada changed the role of Ada from member to reader");
      await change.getByText("changed the role").click();
      await expect(change.locator("dd", { hasText: "Reader" })).toHaveText("MemberReader");
      await change.getByText("Raw entry").click();
      await expect(change.getByText(`"action": "memberships.change-role"`)).toBeVisible();

      await page.getByLabel("What").selectOption("auth.verify-email");
      await page.getByRole("button", { name: "More filters" }).click();
      await page.getByLabel("Result").selectOption("ok");
      await page.getByRole("group", { name: "More filters" }).getByRole("button", { name: "Apply" }).click();
      await expect(page).toHaveURL(/action=auth\.verify-email/);
      await expect(entry("verified their e-mail address")).toHaveCount(1);
      await expect(change).toHaveCount(0);
      await expect(page.getByRole("list", { name: "Filters in effect" })).toContainText("What: Verify email");
      await expect(page.getByRole("button", { name: "More filters 1" })).toBeVisible();

      await openExport(page);
      const json = await download(page, "Export JSON");
      expect(json.name).toMatch(new RegExp(`^audit-log-${slug}-\\d{4}-\\d\\d-\\d\\d\\.json$`));
      const content = JSON.parse(json.text) as { organization: string; complete: boolean; items: Entry[] };
      expect(content).toMatchObject({ organization: slug, complete: true });
      expect(content.items.map(({ action }) => action)).toEqual(["auth.verify-email"]);

      await page.getByRole("link", { name: "Clear filters" }).click();
      await openExport(page);
      const csv = await download(page, "Export CSV");
      expect(csv.name).toMatch(/\.csv$/);
      expect(csv.text).toMatch(/^\uFEFF"time","action",.*\r\n/);
      for (const action of ["memberships.change-role", "auth.verify-email", "audit.export"])
        expect(csv.text).toContain(`"${action}"`);
      await page.reload();
      await expect(entry("exported the audit log")).toHaveCount(2);

      await page.getByRole("button", { name: "More filters" }).click();
      await page.getByLabel("When").selectOption("Last 7 days");
      await page.keyboard.press("Escape");
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Apply" }).click();
      await expect(page).toHaveURL(/period=7d/);
      await page.getByRole("link", { name: "Remove filter" }).click();
      await expect(page).toHaveURL(new RegExp(`/org/${slug}/audit-log$`));

      await page.goto(`/org/${slug}/audit-log?action=none.such`);
      await expect(page.getByText("No matching entries")).toBeVisible();
      await page.goto(`/org/${slug}/audit-log?person=%00%27&from=yesterday`);
      await expect(page.getByText("These filters are not valid")).toBeVisible();
    });

    test("shows on the audit log's page that an export was refused because of its limit", async ({ page, app, mailbox }) => {
      const { admin, slug } = await organizationOfTwo(app, mailbox);
      await enter(page, admin);
      await page.goto(`/org/${slug}/audit-log`);
      await openExport(page);
      for (let count = 0; count < 10; count += 1) await download(page, "Export CSV");
      await page.getByRole("button", { name: "Export CSV" }).click();
      await expect(page.getByText("Nothing was exported")).toBeVisible();
      await expect(page.getByText(/^Too many attempts\. Please try again in \d+ (seconds|minutes)\.$/)).toBeVisible();
      await expect(page).toHaveURL(/\/audit-log\?format=csv&refused=RATE_LIMITED&retry_at=\d{10}$/);
    });

    test("shows a member no link to the audit log, and refuses to open its page, with the reason", async ({
      page,
      app,
      mailbox,
      problems,
    }) => {
      problems.allow(/403/);
      const { other, slug } = await organizationOfTwo(app, mailbox);
      await enter(page, other);
      await page.goto(`/org/${slug}`);
      for (const name of ["Audit log", "Settings"]) await expect(page.getByRole("link", { name })).toHaveCount(0);
      for (const path of ["audit-log", "settings"]) {
        expect((await page.goto(`/org/${slug}/${path}`))?.status()).toBe(403);
        await expect(page.getByText("only admins can open it, and you are a member.")).toBeVisible();
        await expect(page.getByText("Ada is an admin of Ada's organization and can change your role.")).toBeVisible();
      }
      await page.getByRole("link", { name: "Go to the dashboard" }).click();
      await expect(page).toHaveURL(new RegExp(`/org/${slug}$`));
    });
  });
}

test("gives admins the audit log through the API, and nothing to anyone else", async ({ app, mailbox }) => {
  const { admin, other, slug } = await organizationOfTwo(app, mailbox);
  const asAdmin = await changeRole(app, slug, admin, other);
  const [asOther, stranger, nobody] = [new ApiClient(app.url), new ApiClient(app.url), new ApiClient(app.url)];
  await asOther.post("/api/auth/login", other);
  await stranger.post("/api/auth/login", await createAccount(app.url, mailbox));
  const path = `/api/v1/organizations/${slug}/audit-log`;

  const list = async (query: string) =>
    (await (await asAdmin.get(path + query)).json()) as { items: Entry[]; next_cursor: string | null };
  const first = await list("?limit=1");
  expect(first.items.map(({ action }) => action)).toEqual(["memberships.change-role"]);
  const second = await list(`?limit=1&cursor=${first.next_cursor}`);
  expect(second.items.map(({ action }) => action)).toEqual(["auth.verify-email"]);
  expect(second.next_cursor).toBeNull();
  expect((await list("?action=auth.")).items).toEqual(second.items);
  for (const [query, status] of [
    ["?action=%25", 422],
    ["?from=never", 422],
    ["?cursor=x", 422],
    ["?limit=101", 422],
    ["?organization_id=x", 200],
    ["?action=a&action=b", 400],
    ["?action=%00", 422],
  ] as const) {
    expect([query, (await asAdmin.get(path + query)).status]).toEqual([query, status]);
  }

  const exported = await asAdmin.post(`${path}/export`, { format: "csv", action: "memberships." });
  expect(exported.status).toBe(200);
  expect(exported.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(exported.headers.get("content-disposition")).toMatch(
    new RegExp(`^attachment; filename="audit-log-${slug}-\\d{4}-\\d\\d-\\d\\d\\.csv"$`),
  );
  expect(exported.headers.get("x-content-type-options")).toBe("nosniff");
  expect((await exported.text()).trimEnd().split("\r\n")).toHaveLength(2);
  expect((await asAdmin.post(`${path}/export`, { format: "xml" })).status).toBe(422);
  expect((await asAdmin.post(`${path}/export?format=json`, {})).headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect((await asAdmin.get(`${path}/export`)).status).toBe(405);

  for (const [client, status] of [
    [asOther, 403],
    [stranger, 404],
    [nobody, 401],
  ] as const) {
    expect((await client.get(path)).status).toBe(status);
    expect((await client.post(`${path}/export`, {})).status).toBe(status);
  }
  const taken = await inDatabase<{ count: number }>(
    app,
    `SELECT count(*)::int AS count FROM audit_log a JOIN organizations o ON o.id = a.organization_id WHERE o.slug = $1 AND a.action = 'audit.export'`,
    slug,
  );
  expect(taken).toEqual([{ count: 2 }]);
});

test("redirects a refused export to the audit log's page with the reason, and refuses a form from another site", async ({
  app,
  mailbox,
}) => {
  const { admin, other, slug } = await organizationOfTwo(app, mailbox);
  const path = `/api/v1/organizations/${slug}/audit-log/export`;
  const login = async (who: Credentials) => {
    const answer = await fetch(`${app.url}/api/auth/login`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(who),
    });
    return answer.headers
      .getSetCookie()
      .map((line) => line.split(";", 1)[0])
      .join("; ");
  };
  const post = (cookie: string, fields: [string, string][], origin = app.url) =>
    fetch(app.url + path, {
      method: "POST",
      redirect: "manual",
      headers: { Cookie: cookie, Origin: origin },
      body: new URLSearchParams(fields),
    });
  const [asAdmin, asOther] = [await login(admin), await login(other)];
  const renderedFor = async ({ email }: Credentials): Promise<[string, string]> => [
    "rendered_for",
    (await inDatabase<{ id: string }>(app, `SELECT id FROM users WHERE email = $1`, email))[0]?.id ?? "",
  ];
  const [forAdmin, forOther] = [await renderedFor(admin), await renderedFor(other)];
  const outcomes = [
    await post(asAdmin, [forAdmin, ["format", "csv"]]),
    await post(asAdmin, [forAdmin, ["format", "xml"]]),
    await post(asAdmin, [forAdmin, ["format", "csv"], ["format", "json"]]),
    await post(asOther, [forOther, ["format", "csv"]]),
    await post(asAdmin, [forOther, ["format", "csv"]]),
    await post(asAdmin, [["format", "csv"]]),
    await post("", []),
    await post(asAdmin, [forAdmin, ["format", "csv"]], "https://evil.test"),
  ];
  expect(outcomes.map(({ status, headers }) => [status, headers.get("location")])).toEqual([
    [200, null],
    ...[
      "format=xml&refused=VALIDATION_ERROR",
      "refused=MALFORMED_REQUEST",
      "format=csv&refused=ACCESS_DENIED",
      "refused=SIGNED_IN_AS_ANOTHER",
      "format=csv&refused=PAGE_UPDATED",
    ].map((query) => [303, `/org/${slug}/audit-log?${query}`]),
    [303, `/login?next=${encodeURIComponent(`/org/${slug}/audit-log`)}&refused=UNAUTHORIZED`],
    [403, null],
  ]);
});
