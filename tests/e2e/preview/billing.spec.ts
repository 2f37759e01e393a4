// What an organization's admin pays for, on the pages of the app and of the simulator of Stripe, and what the console shows of it.
import { createAccount, enter } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { violationsOn } from "@/tests/e2e/axe";
import { inDatabase } from "@/tests/e2e/database";
import { DECLINED_CARD, expectPaid, GOOD_CARD, payWith } from "@/tests/e2e/stripe-pages";
import { asSystemAdmin, REASON } from "@/tests/e2e/system-admin";
import { expect, test } from "@/tests/setup/fixtures";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("sells a subscription and a credit pack, and leads to the portal", async ({ page, app, mailbox }) => {
      const person = await createAccount(app.url, mailbox);
      await enter(page, person);
      const session = await page.request.get(`${app.url}/api/auth/session`);
      const { organizations } = (await session.json()) as { organizations: { slug: string }[] };
      const slug = organizations[0]?.slug ?? "";
      await page.goto(`/org/${slug}/billing`);
      await expect(page.getByRole("heading", { name: "Free plan" })).toBeVisible();
      if (javaScriptEnabled) expect(await violationsOn(page)).toEqual([]);

      await page.getByRole("button", { name: "$29 a month" }).click();
      await payWith(page, DECLINED_CARD);
      await expect(page.getByRole("alert")).toHaveText("Your card was declined.");
      await payWith(page, GOOD_CARD);
      await expectPaid(page);
      await expect(page.getByRole("heading", { name: "Professional plan" })).toBeVisible();
      await expect(page.getByRole("heading", { name: "Choose a plan" })).toHaveCount(0);

      await page.getByRole("button", { name: "Buy for $39" }).click();
      await payWith(page, GOOD_CARD);
      await expectPaid(page);
      await expect(page.getByText("5,000,000 credits were added.")).toBeVisible();
      await expect(page.getByRole("table", { name: "Latest purchases of credits" })).toContainText("$39");

      await page.getByRole("button", { name: "Manage subscription" }).click();
      await expect(page.getByText(/Cancel/).first()).toBeVisible();
    });
  });
}

test("refuses an event without a valid signature, from any number of requests", async ({ app }) => {
  const client = new ApiClient(app.url);
  for (let count = 0; count < 5; count += 1) {
    const response = await client.post("/api/webhooks/stripe", { id: "evt_1", type: "invoice.paid" });
    expect(response.status).toBe(400);
  }
});

test("shows events in the console, and replays one with a reason", async ({ page, app }) => {
  const event = `evt_${Date.now()}`;
  await inDatabase(
    app,
    `INSERT INTO stripe_events (id, event_id, type, object_id, status, attempts, last_error, next_attempt_at, created_at)
     VALUES (gen_random_uuid(), $1, 'customer.subscription.updated', 'sub_1', 'pending', 3, 'Stripe did not answer', now() + interval '1 hour', now())`,
    event,
  );
  await asSystemAdmin(page, app);
  await page.goto("/admin/webhooks?state=failing");
  const row = page.getByRole("row", { name: new RegExp(event) });
  await expect(row).toContainText("Failing");
  expect(await violationsOn(page)).toEqual([]);
  await row.getByRole("button", { name: "Replay…" }).click();
  await page.getByLabel("Reason").fill(REASON);
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(page.getByText("The event was handled.")).toBeVisible();
  await expect(page.getByRole("row", { name: new RegExp(event) })).toContainText("Ignored");
});
