// An organization's own settings: renaming it, switching to it, creating another, and deleting it.
import { createAccount, enter } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import * as journey from "@/tests/e2e/journey";
import { organizationOfTwo } from "@/tests/e2e/organization-of-two";
import { expect, test } from "@/tests/setup/fixtures";

const PHONE = { width: 390, height: 844 };

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("lets an admin rename an organization, and delete it by typing its name, which ends all access at the next request", async ({
      page,
      app,
      mailbox,
      newVisitor,
      problems,
    }) => {
      problems.allow(/404/);
      const { admin, other, slug } = await organizationOfTwo(app, mailbox);
      const visitor = await (await newVisitor({ javaScriptEnabled })).newPage();
      await enter(visitor, other);
      await journey.signIn(page, admin.email, admin.password);
      await journey.expectHome(page);

      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByLabel("Organization name").fill("North Yard");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("The settings were saved.")).toBeVisible();
      await expect(page.getByLabel("Organization name")).toHaveValue("North Yard");
      expect((await visitor.goto(`/org/${slug}`))?.status()).toBe(200);
      await expect(visitor.locator("main header")).toContainText("North Yard");

      await page.getByRole("button", { name: "Delete organization…" }).click();
      const typed = page.getByLabel("Type North Yard to confirm");
      const remove = page.getByRole("button", { name: "Delete organization", exact: true });
      await typed.fill("North");
      if (javaScriptEnabled) await expect(remove).toBeDisabled();
      else {
        await remove.click();
        await expect(page.getByText("This is not the name of the organization.").first()).toBeVisible();
        await expect(typed).toHaveValue("North");
      }
      await typed.fill("North Yard");
      await remove.click();
      await expect(page.getByText("The organization and everything in it were deleted.")).toBeVisible();
      await expect(page).toHaveURL(/\/account\/profile$/);
      for (const each of [page, visitor]) {
        expect((await each.goto(`/org/${slug}`))?.status()).toBe(404);
        await expect(each.getByRole("heading", { name: "Page not found" })).toBeVisible();
      }
      expect((await visitor.goto("/account/profile"))?.status()).toBe(200);

      // The admin belongs to no organization now, arrives at their account, and creates a new one.
      await page.goto("/login");
      await expect(page).toHaveURL(/\/account\/profile$/);
      await journey.openMenu(page, "Organizations");
      await page.getByRole("link", { name: "New organization" }).click();
      await page.getByLabel("Organization name").fill("South Gate");
      await page.getByRole("button", { name: "Create organization" }).click();
      await expect(page.getByText("Your organization was created")).toBeVisible();
      await expect(page.locator("main header")).toContainText("South Gate");
    });

    test("switches to another organization and remembers it, even on a phone", async ({ page, app, mailbox }) => {
      const { other, slug } = await organizationOfTwo(app, mailbox);
      await journey.signIn(page, other.email, other.password);
      await journey.expectHome(page);
      const home = new URL(page.url()).pathname;
      expect(home).not.toBe(`/org/${slug}`);
      const switcher = page.getByRole("group", { name: "Organizations" });
      await journey.openMenu(page, "Organizations");
      await expect(switcher.getByRole("link", { name: /Admin/ })).toHaveAttribute("aria-current", "true");
      await switcher.getByRole("button", { name: /Member/ }).click();
      await expect(page).toHaveURL(new RegExp(`/org/${slug}$`));
      await expect(switcher.getByRole("button", { name: /Admin/ })).toBeHidden();

      await page.goto("/account/profile");
      await journey.signOut(page);
      await journey.signIn(page, other.email, other.password);
      await expect(page).toHaveURL(new RegExp(`/org/${slug}$`));

      await page.setViewportSize(PHONE);
      await page.getByRole("button", { name: "Menu" }).click();
      await journey.openMenu(page, "Organizations");
      await switcher.getByRole("button", { name: /Admin/ }).click();
      await expect(page).toHaveURL(new RegExp(`${home}$`));
      await expect(page.getByRole("complementary")).toBeHidden();
    });
  });
}

test("lists, creates, shows, renames and deletes organizations through the API", async ({ app, mailbox }) => {
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
  const all = "/api/v1/organizations";
  const path = `${all}/${slug}`;

  const made = await asOther.post(all, { name: "South Gate" });
  expect(made.status).toBe(201);
  const organization = (await made.json()) as { id: string; slug: string };
  expect(organization).toEqual({
    id: expect.any(String),
    slug: expect.stringMatching(/^south-gate-/),
    name: "South Gate",
    is_personal: false,
    created_at: expect.stringMatching(/Z$/),
    role: "org_admin",
  });
  const mine = (await (await asOther.get(all)).json()) as {
    items: { slug: string; role: string; suspended: boolean }[];
    next_cursor: null;
  };
  expect(mine.next_cursor).toBeNull();
  expect(mine.items.find((item) => item.slug === slug)).toMatchObject({ role: "member", suspended: false });
  expect(mine.items).toHaveLength(3);
  for (const body of [{}, { name: "" }, { name: "A", slug: "mine" }, { name: "A", is_personal: true }])
    expect((await asOther.post(all, body)).status).toBe(422);
  expect([(await nobody.get(all)).status, (await nobody.post(all, { name: "A" })).status]).toEqual([401, 401]);

  expect(await (await asOther.get(path)).json()).toMatchObject({
    slug,
    name: "Ada's organization",
    is_personal: true,
    role: "member",
  });
  expect(await (await asAdmin.get(`${path}/settings`)).json()).toMatchObject({ slug, role: "org_admin" });
  expect((await asOther.get(`${path}/settings`)).status).toBe(403);
  expect((await asOther.request("PATCH", path, { name: "Mine" })).status).toBe(403);
  expect((await asOther.request("DELETE", path, { name: "Ada's organization" })).status).toBe(403);
  const strange = [
    await stranger.get(path),
    await stranger.request("PATCH", path, { name: "Mine" }),
    await stranger.request("DELETE", path, { name: "Ada's organization" }),
    await stranger.get(`${path}/settings`),
  ];
  const unknown = await stranger.get(`${all}/no-such`);
  const plain = (text: string) => text.replaceAll(/[0-9a-f-]{36}/g, "");
  const expected = plain(await unknown.text());
  for (const answer of strange) expect([answer.status, plain(await answer.text())]).toEqual([404, expected]);

  expect((await asAdmin.request("PATCH", path, { name: "North Yard" })).status).toBe(204);
  expect((await asAdmin.request("DELETE", path, { name: "Ada's organization" })).status).toBe(422);
  expect((await asAdmin.request("DELETE", path)).status).toBe(422);
  expect((await asAdmin.request("DELETE", path, { name: "North Yard" })).status).toBe(204);
  expect((await asAdmin.request("DELETE", path, { name: "North Yard" })).status).toBe(404);
  expect((await asOther.get(path)).status).toBe(404);
  expect((await asAdmin.get(all)).status).toBe(200);
});
