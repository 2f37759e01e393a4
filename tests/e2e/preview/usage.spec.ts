// The AI credits of an organization, as its members see them; the switch of its overage; and the console's page about all of
// them. The system's switch of overage belongs to the whole instance, so these tests run one after another.
import type { Page } from "@playwright/test";
import { addMember, organizationOf } from "@/tests/e2e/database";
import { createAccount, enter } from "@/tests/e2e/account";
import { inspectHere } from "@/tests/e2e/inspect";
import { newId } from "@/tests/e2e/new-id";
import { organizationOfTwo } from "@/tests/e2e/organization-of-two";
import { asSystemAdmin, REASON } from "@/tests/e2e/system-admin";
import { giveCredits, switchOverage, useCredits } from "@/tests/e2e/usage";
import { expect, test } from "@/tests/setup/fixtures";

test.describe.configure({ mode: "default", timeout: 120_000 });

const NARROW = { width: 360, height: 780 };

async function expectNoOverflow(page: Page): Promise<void> {
  await page.setViewportSize(NARROW);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("shows what is left and each call, to members without names, and to admins with top users", async ({
      page,
      app,
      mailbox,
      newVisitor,
    }) => {
      const { admin, other, slug } = await organizationOfTwo(app, mailbox);
      await giveCredits(app, slug, 100_000);
      await enter(page, admin);
      await page.goto(`/org/${slug}`);
      await page.getByRole("link", { name: "Usage", exact: true }).click();
      await expect(page.getByRole("heading", { name: "Usage", level: 1 })).toBeVisible();
      await expect(page.getByText("No AI calls yet")).toBeVisible();
      await expect(page.getByText("None yet.")).toBeVisible();
      for (let daysAgo = 0; daysAgo < 21; daysAgo += 1)
        await useCredits(app, slug, { email: admin.email, tokens: 1_000, daysAgo });
      await useCredits(app, slug, { email: other.email, tokens: 500, status: "cancelled" });

      await page.reload();
      const buckets = page.getByRole("list", { name: /^Credits by source/ });
      await expect(buckets.getByRole("listitem").first()).toContainText("21,500 of 100,000 used this month");
      await expect(page.getByRole("main")).toContainText("78,500 credits left");
      await expect(page.getByRole("region", { name: "Credits per day, as a table" })).toHaveCount(1);
      const calls = page.getByRole("table", { name: "Calls to AI models" });
      await expect(calls.getByRole("row")).toHaveCount(21);
      await expect(calls.getByRole("row").nth(1)).toContainText("Stopped");
      await expect(calls.getByRole("row").nth(1)).toContainText("Ada");
      const top = page.locator("section", { has: page.getByRole("heading", { name: "Top users" }) });
      await expect(top.getByRole("listitem")).toHaveText([/21,000.*21 calls/s, /500.*1 call/s]);
      await page.getByRole("link", { name: "Next page" }).click();
      await expect(calls.getByRole("row")).toHaveCount(3);
      await page.getByRole("link", { name: "First page" }).click();
      await expect(calls.getByRole("row")).toHaveCount(21);

      const visitor = await (await newVisitor({ javaScriptEnabled })).newPage();
      await enter(visitor, other);
      await visitor.goto(`/org/${slug}/usage`);
      const seen = visitor.getByRole("table", { name: "Calls to AI models" }).getByRole("row");
      await expect(seen.nth(1)).toContainText("You");
      await expect(seen.nth(2)).toContainText("Someone else");
      await expect(visitor.getByRole("heading", { name: "Top users" })).toHaveCount(0);
      await expect(visitor.getByRole("heading", { name: /^Overage/, level: 2 })).toHaveCount(0);
      if (javaScriptEnabled) await inspectHere(page, "the usage of an admin");
      await expectNoOverflow(page);
    });

    test("says how to go on when all credits are used up", async ({ page, app, mailbox, newVisitor }) => {
      const { admin, other, slug } = await organizationOfTwo(app, mailbox);
      await giveCredits(app, slug, 1_000);
      await useCredits(app, slug, { email: admin.email, tokens: 850 });
      await enter(page, admin);
      await page.goto(`/org/${slug}/usage`);
      await expect(page.getByText("Credits are running low")).toBeVisible();
      await useCredits(app, slug, { email: admin.email, tokens: 150 });
      await page.reload();
      await expect(page.getByText("All credits are used up")).toBeVisible();
      await expect(page.getByRole("link", { name: "Buy credits or change the plan" })).toHaveAttribute(
        "href",
        `/org/${slug}/billing`,
      );
      if (javaScriptEnabled) await inspectHere(page, "used-up credits");
      await expectNoOverflow(page);
      const visitor = await (await newVisitor({ javaScriptEnabled })).newPage();
      await enter(visitor, other);
      await visitor.goto(`/org/${slug}/usage`);
      await expect(visitor.getByText("Ask an admin of the organization")).toBeVisible();
      await expect(visitor.getByRole("link", { name: /Buy credits/ })).toHaveCount(0);
    });

    test("lets an admin turn overage on with a limit, change the limit, and turn it off", async ({ page, app, mailbox }) => {
      const admin = await createAccount(app.url, mailbox);
      const { slug } = await organizationOf(app, admin.email);
      await giveCredits(app, slug, 1_000);
      await useCredits(app, slug, { email: admin.email, tokens: 1_000 });
      await enter(page, admin);
      await switchOverage(app, false);
      await page.goto(`/org/${slug}/usage`);
      await expect(
        page.getByText("turned off for this whole service at the moment, so you cannot turn it on"),
      ).toBeVisible();
      await expect(page.getByRole("button", { name: "Turn on…" })).toBeDisabled();

      await switchOverage(app, true);
      await page.reload();
      await page.getByRole("button", { name: "Turn on…" }).click();
      const dialog = page.getByRole("dialog");
      await expect(dialog).toContainText("At the price of credit packs, a million credits cost $7.80.");
      await dialog.getByLabel("Monthly limit, in credits").fill("many");
      await dialog.getByRole("button", { name: "Turn on overage" }).click();
      await expect(page.getByText("Please enter a number of credits.").first()).toBeVisible();
      await dialog.getByLabel("Monthly limit, in credits").fill("5000000");
      await dialog.getByRole("button", { name: "Turn on overage" }).click();
      await expect(page.getByText("The overage of AI credits was saved.")).toBeVisible();
      await expect(page.getByText("up to 5,000,000 credits a month, which cost $39 as credit packs")).toBeVisible();
      await expect(page.getByText("All credits are used up")).toHaveCount(0);
      await useCredits(app, slug, { email: admin.email, tokens: 40 });

      await page.goto(`/org/${slug}/usage`);
      const buckets = page.getByRole("list", { name: /^Credits by source/ }).getByRole("listitem");
      await expect(buckets.nth(2)).toContainText("40 of 5,000,000 used this month");
      const calls = page.getByRole("table", { name: "Calls to AI models" });
      await expect(calls.getByRole("row").nth(1)).toContainText("of them 40 overage");
      await page.getByLabel("Monthly limit, in credits").fill("50");
      await page.getByRole("button", { name: "Save limit" }).click();
      await expect(buckets.nth(2)).toContainText("10 left");
      if (javaScriptEnabled) await inspectHere(page, "overage");

      await page.getByRole("button", { name: "Turn off…" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Turn off overage" }).click();
      await expect(page.getByText("All credits are used up")).toBeVisible();
      await expect(buckets.nth(2)).toContainText("40 used this month");
      await switchOverage(app, false);
    });

    test("shows the usage of all organizations in the console, prices models, and adjusts credits", async ({
      page,
      app,
      mailbox,
    }) => {
      const admin = await createAccount(app.url, mailbox);
      const { slug } = await organizationOf(app, admin.email);
      await giveCredits(app, slug, 1_000_000);
      await useCredits(app, slug, { email: admin.email, tokens: 400_000 });
      await asSystemAdmin(page, app);
      await page.goto("/admin");
      await page.getByRole("link", { name: "AI usage", exact: true }).click();
      await expect(page.getByRole("table", { name: "Organizations that used most" })).toContainText(slug);
      await expect(page.getByRole("table", { name: "Usage by model" })).toContainText("demo");

      const model = `acme/${newId()}`;
      await page.getByRole("button", { name: "Add a model…" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Model", { exact: true }).fill(model);
      await dialog.getByLabel("Price of a million input tokens").fill("0.1234567");
      await dialog.getByLabel("Price of a million output tokens").fill("$2.50");
      await dialog.getByLabel("Reason").fill(REASON);
      await dialog.getByRole("button", { name: "Save prices" }).click();
      await expect(page.getByText("Please enter an amount such as 0.15.").first()).toBeVisible();
      await dialog.getByLabel("Price of a million input tokens").fill("0.123456");
      await dialog.getByRole("button", { name: "Save prices" }).click();
      await expect(page.getByText("The prices were saved.")).toBeVisible();
      const row = page.getByRole("row", { name: model });
      await expect(row).toContainText("$0.123456");
      await expect(row).toContainText("$2.50");
      await row.getByRole("button", { name: /^Edit/ }).click();
      await expect(page.getByRole("dialog").getByLabel("Price of a million output tokens")).toHaveValue("2.50");
      await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
      if (javaScriptEnabled) await inspectHere(page, "the console's usage");
      await expectNoOverflow(page);

      await page.getByRole("link", { name: "Check the ledger" }).click();
      await expect(page.getByRole("heading", { name: "Ledger check" })).toBeVisible();
      await expect(page.getByText(/The ledger is consistent|differences?$/).first()).toBeVisible();

      await page.goto(`/admin/organizations?search=${slug}`);
      await page.getByRole("table").getByRole("link").first().click();
      await page.getByRole("button", { name: "Adjust…" }).click();
      const adjusting = page.getByRole("dialog");
      await adjusting.getByLabel("Credits to add").fill("2500");
      await adjusting.getByLabel("Reason").fill(REASON);
      await adjusting.getByRole("button", { name: "Adjust credits" }).click();
      await expect(page.getByText("The credits were adjusted.")).toBeVisible();
      await expect(page.getByRole("list", { name: /^Credits by source/ })).toContainText("2,500 left");
    });
  });
}

test("keeps readers out", async ({ page, app, mailbox, problems }) => {
  problems.allow(/403/);
  const { slug } = await organizationOfTwo(app, mailbox);
  const reader = await createAccount(app.url, mailbox);
  await addMember(app, slug, reader.email, "readonly");
  await enter(page, reader);
  expect((await page.goto(`/org/${slug}/usage`))?.status()).toBe(403);
});
