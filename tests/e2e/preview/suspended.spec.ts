import { ApiClient } from "@/tests/e2e/api-client";
import { inDatabase } from "@/tests/e2e/database";
import { enter } from "@/tests/e2e/account";
import * as journey from "@/tests/e2e/journey";
import { organizationOfTwo } from "@/tests/e2e/organization-of-two";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

const setSuspended = (app: Instance, slug: string, suspendedAt: Date | null) =>
  inDatabase(app, "UPDATE organizations SET suspended_at = $2 WHERE slug = $1", slug, suspendedAt);

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("closes a suspended organization's pages, forms and API from the next request until it is reopened", async ({
      page,
      mailbox,
      app,
      problems,
    }) => {
      problems.allow(/403/);
      const { admin, slug } = await organizationOfTwo(app, mailbox);
      const client = new ApiClient(app.url);
      await client.post("/api/auth/login", admin);
      await enter(page, admin);
      await page.goto(`/org/${slug}/settings`);
      await page.getByLabel("Organization name").fill("Closed Yard");

      await setSuspended(app, slug, new Date());
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText(/is suspended/)).toBeVisible();
      for (const path of ["", "/members", "/audit-log", "/settings"]) {
        expect((await page.goto(`/org/${slug}${path}`))?.status()).toBe(403);
        await expect(page.getByRole("heading", { name: "Organization suspended" })).toBeVisible();
        await expect(page.getByText("Ada's organization is suspended")).toBeVisible();
      }
      const path = `/api/v1/organizations/${slug}`;
      const answers = [
        await client.get(path),
        await client.get(`${path}/members`),
        await client.get(`${path}/audit-log`),
        await client.get(`${path}/settings`),
        await client.request("PATCH", path, { name: "Closed Yard" }),
        await client.request("DELETE", path, { name: "Ada's organization" }),
        await client.post(`${path}/audit-log/export`, {}),
      ];
      for (const answer of answers)
        expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, "ORGANIZATION_SUSPENDED"]);

      await page.getByRole("link", { name: "Go to your account" }).click();
      await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
      await journey.openMenu(page, "Organizations");
      await expect(page.getByRole("link", { name: /Ada's organization.*Suspended/ })).toHaveAttribute(
        "href",
        `/org/${slug}`,
      );

      await setSuspended(app, slug, null);
      expect((await page.goto(`/org/${slug}`))?.status()).toBe(200);
      await expect(page.locator("main header")).toContainText("Ada's organization");
    });

    test("takes a user to their account after sign-in if their only organization is suspended", async ({
      page,
      mailbox,
      app,
    }) => {
      const { admin, slug } = await organizationOfTwo(app, mailbox);
      await setSuspended(app, slug, new Date());
      await journey.signIn(page, admin.email, admin.password);
      await expect(page).toHaveURL(/\/account\/profile$/);
    });
  });
}
