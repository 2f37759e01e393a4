// Plans: the pricing page, the console's forms, and what an organization's own pages and log show of a granted plan.
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { violationsOn } from "@/tests/e2e/axe";
import { inDatabase, withDatabase } from "@/tests/e2e/database";
import { plantTenant } from "@/tests/e2e/planted-tenant";
import { asSystemAdmin, REASON } from "@/tests/e2e/system-admin";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

const NARROW = { width: 360, height: 780 };

/** Inserts a hidden plan, whose features are stored as given. */
async function insertPlan(app: Instance, features: object): Promise<{ id: string; slug: string; name: string }> {
  const id = randomUUID();
  const [slug, name] = [`plan-${id.slice(0, 8)}`, `Team ${id.slice(0, 8)}`];
  await inDatabase(
    app,
    `INSERT INTO plans (id, slug, name, description, features, is_public, position)
     VALUES ($1, $2, $3, 'For a team.', $4, false, 90)`,
    id,
    slug,
    name,
    features,
  );
  return { id, slug, name };
}

async function expectNoOverflow(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("shows the public plans with monthly and yearly prices, and a comparison", async ({ page }) => {
      await page.goto("/");
      await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Pricing" }).click();
      await expect(page.getByRole("heading", { name: "Pricing", level: 1 })).toBeVisible();
      const cards = page.getByRole("main").locator("section", { has: page.getByRole("link", { name: "Start with" }) });
      await expect(cards.first()).toContainText("Professional");
      await expect(cards.first()).toContainText("$29 per month");
      const table = page.getByRole("table", { name: "What each plan includes" });
      await expect(table.getByRole("columnheader")).toContainText(["Free", "Professional", "Premium"]);
      await expect(table.getByRole("row", { name: /^AI credits per month/ })).toContainText("100,0002,000,00010,000,000");
      await page.getByRole("link", { name: "Yearly" }).click();
      await expect(page).toHaveURL(/\/pricing\?billing=yearly$/);
      await expect(cards.first()).toContainText("$290 per year");
      await expect(cards.first()).toContainText("$24.17 per month, saves $58");
      await expect(page.getByRole("link", { name: "Yearly" })).toHaveAttribute("aria-current", "true");
      await cards.first().getByRole("link", { name: "Start with Professional" }).click();
      await expect(page).toHaveURL(/\/signup$/);
    });

    test("reports drift of a plan, applies the declared values, and corrects them when the plan is saved", async ({
      page,
      app,
    }) => {
      const plan = await insertPlan(app, { token_limit: "many", old_feature: 3 });
      await asSystemAdmin(page, app);
      await page.goto("/admin/plans");
      await expect(page.getByText("Some stored features do not match the product")).toBeVisible();
      await page.getByRole("link", { name: plan.name, exact: true }).click();
      const problems = page.getByRole("main").getByRole("listitem");
      await expect(problems.filter({ hasText: "token_limit" })).toContainText("has a value of the wrong type");
      await expect(problems.filter({ hasText: "enable_ai" })).toContainText("has no stored value");
      await expect(problems.filter({ hasText: "old_feature" })).toContainText("has no such feature");
      const limit = page.getByLabel("AI credits per month");
      await expect(limit).toHaveValue("0");

      await limit.fill("a lot");
      await page.getByLabel("Reason").first().fill(REASON);
      await page.getByRole("button", { name: "Save plan" }).click();
      await expect(page.getByText("Please enter a whole number, or “unlimited”.").first()).toBeVisible();
      await expect(limit).toHaveValue("a lot");

      await limit.fill("2,500,000");
      await page.getByLabel("AI assistant").selectOption("true");
      await page.getByLabel("Per month", { exact: true }).fill("12.50");
      await page.getByRole("button", { name: "Save plan" }).click();
      await expect(page.getByText("The plan was changed, for every organization that has it.")).toBeVisible();
      await expect(page.getByText("The stored features of this plan need correction")).toHaveCount(0);
      const [row] = await inDatabase(
        app,
        `SELECT features ->> 'token_limit' AS limit, features ->> 'enable_ai' AS on, features ? 'old_feature' AS old,
                monthly_price_cents AS cents FROM plans WHERE id = $1`,
        plan.id,
      );
      expect(row).toEqual({ limit: "2500000", on: "true", old: false, cents: 1250 });
    });

    test("grants a plan to an organization and withdraws it, and shows both in the organization's log", async ({
      page,
      app,
      newVisitor,
    }) => {
      const tenant = await withDatabase(app, (client) => plantTenant(client, app.url));
      await asSystemAdmin(page, app);
      await page.goto(`/admin/organizations/${tenant.id}`);
      const facts = page.getByRole("main").locator("dl").filter({ hasText: "Why" });
      await expect(facts).toContainText("The default plan");
      await page.getByRole("button", { name: "Grant a plan…" }).click();
      const form = page.locator("form", { has: page.getByRole("button", { name: "Grant plan", exact: true }) });
      await form.getByLabel("Plan", { exact: true }).selectOption("premium");
      await form.getByLabel("Reason").fill(REASON);
      await form.getByRole("button", { name: "Grant plan", exact: true }).click();
      await expect(page.getByText("The plan was granted. It applies at once.")).toBeVisible();
      await expect(facts).toContainText("PremiumWhyGranted in this console, without payment");
      if (javaScriptEnabled) expect(await violationsOn(page)).toEqual([]);

      await page.getByRole("button", { name: "Withdraw…" }).click();
      const withdrawal = page.locator("form", { has: page.getByRole("button", { name: "Withdraw plan" }) });
      await withdrawal.getByLabel("Reason").fill(REASON);
      await withdrawal.getByRole("button", { name: "Withdraw plan" }).click();
      await expect(page.getByText("The granted plan was withdrawn.")).toBeVisible();
      await expect(facts).toContainText("The default plan");

      const visitor = await newVisitor({ javaScriptEnabled });
      const [name = "", value = ""] = tenant.cookies.org_admin?.split("=") ?? [];
      await visitor.addCookies([{ name, value, url: app.url }]);
      const log = await visitor.newPage();
      await log.goto(`/org/${tenant.slug}/audit-log`);
      await expect(log.getByRole("main")).toContainText(/granted a plan to/);
      await expect(log.getByRole("main")).toContainText(/withdrew the granted plan of/);
    });
  });
}

test("creates a plan, makes no second one with its slug, and deletes it", async ({ page, app }) => {
  const slug = `plan-${randomUUID().slice(0, 8)}`;
  await asSystemAdmin(page, app);
  await page.goto("/admin/plans");
  const create = async () => {
    await page.goto("/admin/plans/new");
    await page.getByLabel("Name", { exact: true }).fill("Plan of the test");
    await page.getByLabel("Slug").fill(slug);
    await page.getByLabel("Description").fill("For one test.");
    // The prices stay empty. The other empty fields are the limits, the position and the reason.
    for (const field of await page.getByRole("main").getByRole("textbox").all()) {
      if ((await field.inputValue()) !== "" || (await field.getAttribute("inputmode")) === "decimal") continue;
      await field.fill((await field.getAttribute("name")) === "reason" ? REASON : "7");
    }
    await page.getByLabel("Pricing page").selectOption("false");
    await page.getByRole("button", { name: "Create plan" }).click();
  };
  await create();
  await expect(page.getByText("The plan was created.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Plan of the test", level: 1 })).toBeVisible();
  await create();
  await expect(page.getByText("Another plan has this slug.").first()).toBeVisible();
  await page.goto("/admin/plans");
  await page.getByRole("row", { name: slug }).getByRole("link").click();
  await page.getByRole("button", { name: "Delete plan…" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill(REASON);
  await page.getByRole("button", { name: "Delete plan", exact: true }).click();
  await expect(page.getByText("The plan was deleted.")).toBeVisible();
  expect(await inDatabase(app, `SELECT 1 FROM plans WHERE slug = $1`, slug)).toEqual([]);
});

test("refuses to save over a later change of the same plan", async ({ page, app }) => {
  const plan = await insertPlan(app, { token_limit: 5, enable_ai: true });
  await asSystemAdmin(page, app);
  await page.goto(`/admin/plans/${plan.id}`);
  await inDatabase(app, `UPDATE plans SET name = 'Changed meanwhile', updated_at = now() WHERE id = $1`, plan.id);
  await page.getByLabel("Reason").first().fill(REASON);
  await page.getByRole("button", { name: "Save plan" }).click();
  await expect(page.getByText("Something changed in the meantime.")).toBeVisible();
  expect(await inDatabase(app, `SELECT name FROM plans WHERE id = $1`, plan.id)).toEqual([{ name: "Changed meanwhile" }]);
});

test("does not scroll sideways at 360 px", async ({ page, app }) => {
  const plan = await insertPlan(app, { token_limit: "many" });
  await page.setViewportSize(NARROW);
  for (const path of ["/pricing", "/pricing?billing=yearly"]) {
    await page.goto(path);
    await expectNoOverflow(page);
  }
  await asSystemAdmin(page, app);
  for (const path of ["/admin/plans", "/admin/plans/new", `/admin/plans/${plan.id}`]) {
    await page.goto(path);
    await expectNoOverflow(page);
    expect(await violationsOn(page)).toEqual([]);
  }
});
