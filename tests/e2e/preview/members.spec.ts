// The list of members for an admin and for a member, on the page and through the API.
import { createAccount, enter } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { organizationOfTwo } from "@/tests/e2e/organization-of-two";
import { openRowMenu } from "@/tests/e2e/row-menu";
import { expect, test } from "@/tests/setup/fixtures";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("lets an admin find a member, change their role, and remove them with the menu of their row, which ends their access at the next request", async ({
      page,
      app,
      mailbox,
      newVisitor,
      problems,
    }) => {
      const { admin, other, slug } = await organizationOfTwo(app, mailbox);
      const visitor = await (await newVisitor({ javaScriptEnabled })).newPage();
      await enter(visitor, other);
      await visitor.goto(`/org/${slug}/members`);
      await expect(visitor.getByRole("heading", { name: "Members", level: 1 })).toBeVisible();
      await expect(visitor.getByRole("button", { name: "Save" })).toHaveCount(0);
      await expect(visitor.getByRole("button", { name: /^(Actions|Remove)/, includeHidden: true })).toHaveCount(0);

      await enter(page, admin);
      await page.goto(`/org/${slug}/members`);
      await page.getByRole("searchbox").fill(other.email.slice(0, 20));
      await page.getByRole("searchbox").press("Enter");
      await expect(page.getByRole("row", { name: other.email })).toBeVisible();
      const row = page.getByRole("row", { name: other.email });
      const save = row.getByRole("button", { name: /^Save/ });
      if (javaScriptEnabled) await expect(save).toBeHidden();
      else await expect(save).toBeVisible();
      await row.getByRole("combobox").selectOption("readonly");
      await save.click();
      await expect(page.getByText("The role was changed.")).toBeVisible();
      await expect(page.getByRole("row", { name: other.email }).getByRole("combobox")).toHaveValue("readonly");

      await openRowMenu(page, other.email);
      await row.getByRole("button", { name: /^Remove/ }).click();
      // The dialog must not inherit the alignment of the table cell that contains it.
      await expect(page.getByRole("dialog")).toHaveCSS("text-align", "left");
      await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
      await expect(page.getByText("The member was removed.")).toBeVisible();
      await expect(page.getByRole("row", { name: other.email })).toHaveCount(0);
      problems.allow(/404/);
      expect((await visitor.goto(`/org/${slug}/members`))?.status()).toBe(404);
    });

    test("tells the last admin why they cannot leave, even if there was another one when the page was opened", async ({
      page,
      app,
      mailbox,
    }) => {
      const { admin, other, slug } = await organizationOfTwo(app, mailbox);
      const api = new ApiClient(app.url);
      await api.post("/api/auth/login", admin);
      const path = `/api/v1/organizations/${slug}/members`;
      const { items } = (await (await api.get(path)).json()) as { items: { id: string; user: { email: string } }[] };
      const id = items.find(({ user }) => user.email === other.email)?.id;
      const giveOther = async (role: string) =>
        expect((await api.request("PATCH", `${path}/${id}`, { role })).status).toBe(204);
      await enter(page, admin);
      await page.goto(`/org/${slug}/members`);
      await expect(page.getByRole("button", { name: "Leave…" })).toBeDisabled();
      await expect(page.getByText("You are the only admin who can sign in.")).toBeVisible();

      await giveOther("org_admin");
      await page.reload();
      await page.getByRole("button", { name: "Leave…" }).click();
      await giveOther("member");
      await page.getByRole("button", { name: "Leave", exact: true }).click();
      await expect(page.getByText("An organization needs at least one admin who can sign in.")).toBeVisible();
      expect((await api.get(path)).status).toBe(200);
    });
  });
}

test("offers member management through the API, and refuses everyone outside the organization", async ({ app, mailbox }) => {
  const { admin, other, slug } = await organizationOfTwo(app, mailbox);
  const [asAdmin, asOther, stranger, nobody] = [
    new ApiClient(app.url),
    new ApiClient(app.url),
    new ApiClient(app.url),
    new ApiClient(app.url),
  ];
  await asAdmin.post("/api/auth/login", admin);
  await asOther.post("/api/auth/login", other);
  await stranger.post("/api/auth/login", await createAccount(app.url, mailbox));
  const path = `/api/v1/organizations/${slug}/members`;
  const listed = (await (await asOther.get(path)).json()) as {
    items: { id: string; user: { email: string }; role: string }[];
    next_cursor: null;
  };
  expect(listed.items.map(({ user, role }) => [user.email, role])).toEqual([
    [admin.email, "org_admin"],
    [other.email, "member"],
  ]);
  const [first, second] = listed.items.map(({ id }) => id);

  expect((await asOther.request("PATCH", `${path}/${first}`, { role: "readonly" })).status).toBe(403);
  expect((await asOther.request("DELETE", `${path}/${first}`)).status).toBe(403);
  expect((await nobody.get(path)).status).toBe(401);
  for (const each of [path, path.replace(slug, "no-such-organization")]) {
    const answers = [
      await stranger.get(each),
      await stranger.request("PATCH", `${each}/${second}`, { role: "org_admin" }),
      await stranger.request("DELETE", `${each}/${second}`),
    ];
    for (const answer of answers)
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, "NOT_FOUND"]);
  }
  expect((await asAdmin.request("PATCH", `${path}/${second}`, { role: "sys_admin" })).status).toBe(422);
  expect((await asAdmin.request("PATCH", `${path}/${second}`, { role: "readonly", organization_id: "x" })).status).toBe(422);
  expect((await asAdmin.request("PATCH", `${path}/${second}`, { role: "readonly" })).status).toBe(204);
  expect((await asAdmin.request("DELETE", `${path}/${first}`)).status).toBe(403);
  expect((await asAdmin.request("DELETE", `${path}/${second}`)).status).toBe(204);
  expect((await asAdmin.request("DELETE", `${path}/${second}`)).status).toBe(404);
  expect((await asOther.get(path)).status).toBe(404);
});

test("filters while the user types, with one request per pause, and keeps the focus in the field", async ({
  page,
  app,
  mailbox,
}) => {
  const { admin, other, slug } = await organizationOfTwo(app, mailbox);
  await enter(page, admin);
  await page.goto(`/org/${slug}/members`, { waitUntil: "networkidle" });
  const searches: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).searchParams.has("search")) searches.push(request.url());
  });
  const field = page.getByRole("searchbox");
  await field.pressSequentially(other.email, { delay: 20 });
  await expect(page).toHaveURL(new RegExp(`/members\\?search=${encodeURIComponent(other.email)}$`));
  await expect(page.getByRole("row", { name: admin.email })).toHaveCount(0);
  await expect(page.getByRole("row", { name: other.email })).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(other.email);
  await expect(page.getByText("The list was updated")).toBeAttached();
  expect(searches.length).toBeLessThanOrEqual(2);

  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(page).toHaveURL(new RegExp(`/org/${slug}/members$`));
  await expect(page.getByRole("row", { name: admin.email })).toBeVisible();
  await expect(field).toBeFocused();

  await field.fill(other.email);
  await expect(page).toHaveURL(/\?search=/);
  await page.locator("aside").getByRole("link", { name: "Members" }).click();
  await expect(page).toHaveURL(/\/members$/);
  await expect(field).toHaveValue("");
  await expect(page.getByRole("row", { name: admin.email })).toBeVisible();

  await page.goBack();
  await expect(page).toHaveURL(/\?search=/);
  await expect(field).toHaveValue(other.email);
});
