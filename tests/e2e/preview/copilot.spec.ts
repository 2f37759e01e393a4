// The copilot beside a note: its answer is streamed, can be stopped, and changes nothing until the user applies it.
import type { Page } from "@playwright/test";
import { createAccount, enter } from "@/tests/e2e/account";
import { addMember, inDatabase, organizationOf } from "@/tests/e2e/database";
import { inspectHere } from "@/tests/e2e/inspect";
import { newId } from "@/tests/e2e/new-id";
import { giveCredits } from "@/tests/e2e/usage";
import { expect, test, type Mailbox } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

const TEXT = "we ordered twelve beams . the mill needs two weeks";
const IMPROVED = "We ordered twelve beams. The mill needs two weeks.";

interface Place {
  slug: string;
  note: string;
  email: string;
}

async function atNote(page: Page, app: Instance, mailbox: Mailbox, text = TEXT): Promise<Place> {
  const person = await createAccount(app.url, mailbox);
  const { slug } = await organizationOf(app, person.email);
  const id = newId();
  await inDatabase(
    app,
    `INSERT INTO notes (id, organization_id, author_id, title, content)
     SELECT $1, o.id, u.id, 'Oak beams', $2 FROM organizations o, users u WHERE o.slug = $3 AND u.email = $4`,
    id,
    text,
    slug,
    person.email,
  );
  await enter(page, person);
  const note = `/org/${slug}/notes/${id}`;
  await page.goto(note);
  return { slug, note, email: person.email };
}

const callsOf = (app: Instance, slug: string) =>
  inDatabase<{ status: string; used: string }>(
    app,
    `SELECT l.status, (l.input_tokens + l.output_tokens)::text AS used
       FROM usage_log l JOIN organizations o ON o.id = l.organization_id WHERE o.slug = $1 ORDER BY l.created_at`,
    slug,
  );

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("improves a note, which changes when the answer is applied", async ({ page, app, mailbox }) => {
      const { slug } = await atNote(page, app, mailbox);
      await expect(page.getByText(/^Uses up to [\d,]+ credits to improve/)).toBeVisible();
      if (javaScriptEnabled) await inspectHere(page, "a note with the copilot");
      await page.getByRole("button", { name: "Ask", exact: true }).click();
      await expect(page.getByText(IMPROVED)).toBeVisible();
      await expect(page.getByRole("article")).toHaveText(TEXT);
      if (javaScriptEnabled) {
        await expect(page.getByText(/^Done\. [\d,]+ credits used, [\d,]+ left\./)).toBeVisible();
        await inspectHere(page, "an answer of the copilot");
      }
      await page.getByRole("button", { name: "Replace the text" }).click();
      await expect(page.getByRole("article")).toHaveText(IMPROVED);
      expect((await callsOf(app, slug)).map(({ status }) => status)).toEqual(["settled"]);
    });

    test("says who can help when the credits do not suffice", async ({ page, app, mailbox, newVisitor }) => {
      const { slug, note } = await atNote(page, app, mailbox);
      await giveCredits(app, slug, 10);
      await page.reload();
      await expect(page.getByRole("link", { name: "Buy credits or change the plan" })).toBeVisible();
      const other = await createAccount(app.url, mailbox);
      await addMember(app, slug, other.email, "member");
      const visitor = await (await newVisitor({ javaScriptEnabled })).newPage();
      await enter(visitor, other);
      await visitor.goto(note);
      await expect(visitor.getByText("Ask one of its admins for more.")).toBeVisible();
      expect(await callsOf(app, slug)).toEqual([]);
    });
  });
}

test("stops an answer at once, and charges what was used", async ({ page, app, mailbox }) => {
  const { slug } = await atNote(page, app, mailbox, `${TEXT}. `.repeat(80));
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  const stop = page.getByRole("button", { name: "Stop" });
  await expect(stop).toBeFocused();
  await expect(page.getByText(/^Writing… about [1-9]/)).toBeVisible();
  await stop.click();
  await expect(page.getByText(/^Stopped\./)).toBeVisible();
  await expect.poll(async () => (await callsOf(app, slug)).map(({ status }) => status)).toEqual(["cancelled"]);
  const [call] = await callsOf(app, slug);
  expect(Number(call?.used)).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("button", { name: "Ask", exact: true })).toBeVisible();
});

test("settles a call whose reader has left the page", async ({ page, app, mailbox }) => {
  const { slug, note } = await atNote(page, app, mailbox, `${TEXT}. `.repeat(90));
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText(/^Writing… about [1-9]/)).toBeVisible();
  await page.goto("about:blank");
  await expect.poll(async () => (await callsOf(app, slug)).map(({ status }) => status)).toEqual(["cancelled"]);
  await page.goto(note);
});
