// From the free plan to a paid one and back, with everything between that can go wrong, on the app's pages and on those of the
// simulator of Stripe.
import type { Page, Route } from "@playwright/test";
import { createAccount, enter } from "@/tests/e2e/account";
import { inDatabase, organizationOf } from "@/tests/e2e/database";
import {
  DECLINED_CARD,
  expectPaid,
  FAILS_LATER_CARD,
  fillInCard,
  GOOD_CARD,
  payWith,
  submitPayment,
} from "@/tests/e2e/stripe-pages";
import { useCredits } from "@/tests/e2e/usage";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

test.describe.configure({ timeout: 120_000 });

interface Limits {
  plan: string;
  allotment: number;
}

/** The plan that applies, as SQL decides it, and its monthly credits. */
async function limitsOf(app: Instance, slug: string): Promise<Limits> {
  const [row] = await inDatabase<Limits>(
    app,
    `SELECT p.slug AS plan, (p.features->>'token_limit')::int AS allotment
       FROM organizations o JOIN plans p ON p.id = effective_plan_id(o.id) WHERE o.slug = $1`,
    slug,
  );
  if (!row) throw new Error(`${slug} has no plan`);
  return row;
}

async function writeNote(page: Page, slug: string): Promise<void> {
  await page.goto(`/org/${slug}/notes/new`);
  await page.getByLabel("Title").fill("Oak beams");
  await page.getByLabel("Text").fill("we ordered twelve beams . the mill needs two weeks");
  await page.getByRole("button", { name: "Create note" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Oak beams");
}

/** Lets the current period of the organization's subscription end at the simulator. */
async function endPeriod(page: Page, app: Instance, slug: string): Promise<void> {
  const [account] = await inDatabase<{ subscription: string | null }>(
    app,
    `SELECT b.stripe_subscription_id AS subscription
       FROM billing_accounts b JOIN organizations o ON o.id = b.organization_id WHERE o.slug = $1`,
    slug,
  );
  const at = app.stripe_url ?? "";
  const form = { do: "advance", id: account?.subscription ?? "" };
  const response = await page.request.post(at, { form, headers: { Origin: at } });
  expect(response.ok()).toBe(true);
}

test("leads from the free plan through a payment, used-up credits and a pack back to the free plan", async ({
  page,
  app,
  mailbox,
}) => {
  const person = await createAccount(app.url, mailbox);
  const { slug } = await organizationOf(app, person.email);
  await enter(page, person);
  expect(await limitsOf(app, slug)).toEqual({ plan: "free", allotment: 100_000 });

  await page.goto(`/org/${slug}/billing`);
  await page.getByRole("button", { name: "$29 a month" }).click();
  await payWith(page, DECLINED_CARD);
  await expect(page.getByRole("alert")).toHaveText("Your card was declined.");
  await payWith(page, GOOD_CARD);
  await expectPaid(page);
  expect(await limitsOf(app, slug)).toEqual({ plan: "professional", allotment: 2_000_000 });

  await page.goto(`/org/${slug}/billing`);
  await expect(page.getByRole("heading", { name: "Professional plan" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Choose a plan" })).toHaveCount(0);

  await writeNote(page, slug);
  const note = page.url();
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText(/^Done\./)).toBeVisible();
  await page.getByRole("button", { name: "Replace the text" }).click();
  await expect(page.getByRole("article")).toHaveText("We ordered twelve beams. The mill needs two weeks.");

  await useCredits(app, slug, { email: person.email, tokens: 1_999_000 });
  await useCredits(app, slug, { email: person.email, tokens: 800 });
  await page.goto(note);
  await expect(page.getByText("This organization has too few AI credits left.")).toBeVisible();
  await page.getByRole("link", { name: "Buy credits or change the plan" }).click();
  await page.getByRole("button", { name: "Buy for $39" }).click();
  await payWith(page, GOOD_CARD);
  await expectPaid(page);
  await expect(page.getByText("5,000,000 credits were added.")).toBeVisible();
  await page.goto(note);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText(/^Done\./)).toBeVisible();

  await page.goto(`/org/${slug}/billing`);
  await page.getByRole("button", { name: "Manage subscription" }).click();
  await page.getByRole("button", { name: "Cancel at the end of the period" }).click();
  await page.getByRole("link", { name: /back to the app/i }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("Ends soon")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  expect((await limitsOf(app, slug)).plan).toBe("professional");
  await endPeriod(page, app, slug);
  await expect.poll(() => limitsOf(app, slug), { timeout: 20_000 }).toEqual({ plan: "free", allotment: 100_000 });
  await page.goto(`/org/${slug}/billing`);
  await expect(page.getByRole("heading", { name: "Free plan" })).toBeVisible();
});

test("sells one subscription to two tabs, and nothing to a page that is left", async ({ page, app, mailbox, context }) => {
  const person = await createAccount(app.url, mailbox);
  const { slug } = await organizationOf(app, person.email);
  await enter(page, person);
  await page.goto(`/org/${slug}/billing`);
  await page.getByRole("button", { name: "$99 a month" }).click();
  await page.getByRole("link", { name: "Back without paying" }).click();
  await expect(page.getByText("You left the payment page.")).toBeVisible();
  expect((await limitsOf(app, slug)).plan).toBe("free");

  const other = await context.newPage();
  await page.getByRole("button", { name: "$29 a month" }).click();
  await expect(page.getByRole("heading", { name: "Subscribe" })).toBeVisible();
  await other.goto(`/org/${slug}/billing`);
  await other.getByRole("button", { name: "$29 a month" }).click();
  await expect(other.getByRole("heading", { name: "Subscribe" })).toBeVisible();
  expect(other.url()).toBe(page.url());
  await payWith(page, GOOD_CARD);
  await payWith(other, GOOD_CARD);
  await expectPaid(page);
  await expect(other.getByText("You have paid already")).toBeVisible();
  await page.goBack();
  await expect(page.getByText("You have paid already")).toBeVisible();
  const live = await inDatabase(
    app,
    `SELECT 1 FROM stripe_checkouts c JOIN organizations o ON o.id = c.organization_id
      WHERE o.slug = $1 AND c.kind = 'subscription' AND c.status = 'paid'`,
    slug,
  );
  expect(live).toHaveLength(1);
});

/** Holds the first form that each page sends until all have sent theirs, so that the requests leave at the same moment. */
async function atOnce(pages: Page[], send: (page: Page, index: number) => Promise<void>): Promise<void> {
  let release = () => {};
  const all = new Promise<void>((resolve) => (release = resolve));
  const held = new Set<Page>();
  const hold = (page: Page) => async (route: Route) => {
    if (route.request().method() === "POST" && !held.has(page)) {
      held.add(page);
      if (held.size === pages.length) release();
      await all;
    }
    await route.continue();
  };
  // They stay, because a request that is under way when its route is removed may hang.
  for (const page of pages) await page.route("**", hold(page));
  await Promise.all(pages.map(send));
  await all;
}

/** The rows about a payer in a table of the simulator's control page. */
async function rowsAtStripe(page: Page, app: Instance, table: string, payer: string): Promise<string[]> {
  await page.goto(app.stripe_url ?? "");
  const section = page.locator("section", { has: page.getByRole("heading", { name: table, exact: true }) });
  return section.getByRole("row").filter({ hasText: payer }).allInnerTexts();
}

const BUTTONS: Record<string, string> = { professional: "$29 a month", premium: "$99 a month" };

for (const { what, plans } of [
  { what: "the same plan", plans: ["professional", "professional"] },
  { what: "different plans", plans: ["professional", "premium"] },
]) {
  test(`sells one subscription to two tabs that choose and pay for ${what} at the same moment`, async ({
    page,
    app,
    mailbox,
    context,
  }) => {
    const person = await createAccount(app.url, mailbox);
    const { slug } = await organizationOf(app, person.email);
    await enter(page, person);
    const tabs = [page, await context.newPage()];
    for (const tab of tabs) await tab.goto(`/org/${slug}/billing`);
    const choose = (tab: Page, index: number) =>
      tab.getByRole("button", { name: BUTTONS[plans[index] ?? ""] ?? "" }).click();
    await atOnce(tabs, choose);
    const atStripe = (tab: Page) => tab.getByRole("heading", { name: "Subscribe" });
    const refused = (tab: Page) => tab.getByText("Something changed in the meantime. Please try again.");
    const closed = (tab: Page) => tab.getByRole("heading", { name: /^(You have paid already|This page has expired)$/ });
    for (const [index, tab] of tabs.entries()) {
      await expect(atStripe(tab).or(refused(tab)).or(closed(tab))).toBeVisible();
      if (await refused(tab).isVisible()) await choose(tab, index);
    }
    for (const tab of tabs) await expect(atStripe(tab).or(closed(tab))).toBeVisible();
    // A payment page may have been closed before its tab has opened it.
    const opened = await Promise.all(tabs.map((tab) => atStripe(tab).isVisible()));
    const paying = tabs.filter((_, index) => opened[index]);
    expect(paying.length).toBeGreaterThan(0);

    const payer = `Ada of ${slug}`;
    await Promise.all(paying.map((tab) => fillInCard(tab, GOOD_CARD, payer)));
    await atOnce(paying, submitPayment);
    const back = (tab: Page) => tab.getByRole("heading", { name: "Billing" });
    for (const tab of tabs) await expect(back(tab).or(closed(tab))).toBeVisible();
    const winners = [...tabs.keys()].filter((index) => tabs[index]?.url().startsWith(app.url));
    expect(winners).toHaveLength(1);
    const [winner = 0] = winners;
    await expectPaid(tabs[winner] ?? page);
    expect(await rowsAtStripe(page, app, "Subscriptions", payer)).toEqual([expect.stringContaining("active")]);
    expect(await rowsAtStripe(page, app, "Payments", payer)).toEqual([expect.stringContaining("succeeded")]);
    expect((await limitsOf(app, slug)).plan).toBe(plans[winner]);
    await page.goto(`/org/${slug}/billing`);
    await expect(page.getByRole("heading", { name: "Choose a plan" })).toHaveCount(0);
  });
}

test("keeps the plan while a renewal is unpaid, and says so", async ({ page, app, mailbox }) => {
  const person = await createAccount(app.url, mailbox);
  const { slug } = await organizationOf(app, person.email);
  await enter(page, person);
  await page.goto(`/org/${slug}/billing`);
  await page.getByRole("button", { name: "$29 a month" }).click();
  await payWith(page, FAILS_LATER_CARD);
  await expectPaid(page);
  await endPeriod(page, app, slug);
  await expect(async () => {
    await page.goto(`/org/${slug}/billing`);
    await expect(page.getByText("The last payment failed")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  expect((await limitsOf(app, slug)).plan).toBe("professional");
  await mailbox.waitFor(person.email, { subject: /payment/i });
});
