// Notes and the dashboard for a writer, a reader and an admin, on the pages and through the API.
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { createAccount, enter, type Credentials } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { addMember, inDatabase } from "@/tests/e2e/database";
import { inspect } from "@/tests/e2e/inspect";
import * as journey from "@/tests/e2e/journey";
import { plantSession } from "@/tests/e2e/planted-session";
import { asSystemAdmin, REASON } from "@/tests/e2e/system-admin";
import { expect, test, type Mailbox } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

/** A user with an organization of their own, also signed in to the API. */
async function founder(app: Instance, mailbox: Mailbox): Promise<Credentials & { slug: string; client: ApiClient }> {
  const person = await createAccount(app.url, mailbox);
  const client = new ApiClient(app.url);
  const signedIn = (await (await client.post("/api/auth/login", person)).json()) as { organizations: { slug: string }[] };
  return { ...person, client, slug: signedIn.organizations[0]?.slug ?? "" };
}

/** Another user, in an existing organization. */
async function joined(
  app: Instance,
  mailbox: Mailbox,
  slug: string,
  role: string,
): Promise<Credentials & { client: ApiClient }> {
  const person = await founder(app, mailbox);
  await addMember(app, slug, person.email, role);
  return person;
}

const changeRole = (app: Instance, slug: string, { email }: Credentials, role: string) =>
  inDatabase(
    app,
    `UPDATE memberships m SET role = $1::role FROM organizations o, users u
      WHERE o.id = m.organization_id AND u.id = m.user_id AND o.slug = $2 AND u.email = $3`,
    role,
    slug,
    email,
  );

const fill = (app: Instance, slug: string, count: number) =>
  inDatabase(
    app,
    `INSERT INTO notes (id, organization_id, title, content, updated_at)
     SELECT gen_random_uuid(), o.id, 'Number ' || n, '', now() - make_interval(mins => n) FROM organizations o, generate_series(1, $1::int) AS n WHERE o.slug = $2`,
    count,
    slug,
  );

async function created(
  client: ApiClient,
  slug: string,
  title: string,
  content: string,
): Promise<{ id: string; updated_at: string }> {
  const response = await client.post(`/api/v1/organizations/${slug}/notes`, { title, content });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; updated_at: string };
}

/** Replaces the text. Rendering a text area again can collapse its selection, and then filling it adds to its text. */
async function replaceText(page: Page, text: string): Promise<void> {
  const field = page.getByLabel("Text");
  await expect(async () => {
    await field.fill(text);
    await expect(field).toHaveValue(text, { timeout: 100 });
  }).toPass({ timeout: 5_000 });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("lets a user create, change, find and delete a note, and keeps the input of a refused form", async ({
      page,
      app,
      mailbox,
    }) => {
      const person = await founder(app, mailbox);
      const title = `Ridge <b>beam</b> & "oak"`;
      await journey.signIn(page, person.email, person.password);
      await journey.expectHome(page);
      await expect(page.getByRole("heading", { name: "First steps" })).toBeVisible();
      await page.getByRole("link", { name: "Notes", exact: true }).first().click();
      await expect(page.getByText("No notes yet")).toBeVisible();
      await page.getByRole("link", { name: "Write the first note" }).click();

      await page.getByLabel("Title").fill("   ");
      await replaceText(page, "First line\n  <script>alert(1)</script>\nlast line");
      await page.getByRole("button", { name: "Create note" }).click();
      await expect(page.getByText("Please enter a title.").first()).toBeVisible();
      await expect(page.getByLabel("Text")).toHaveValue("First line\n  <script>alert(1)</script>\nlast line");
      if (javaScriptEnabled) await expect(page.getByLabel("Title")).toBeFocused();
      await page.getByLabel("Title").fill(title);
      await page.getByRole("button", { name: "Create note" }).click();
      await expect(page.getByText("The note was created.")).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      await expect(page).toHaveTitle(/^Ridge <b>beam<\/b> & "oak" · .+ · Gatehouse$/);
      await expect(page.getByRole("article")).toHaveText("First line\n<script>alert(1)</script>\nlast line");

      await page.getByRole("link", { name: "Edit note" }).click();
      await expect(page.getByLabel("Text")).toHaveValue("First line\n  <script>alert(1)</script>\nlast line");
      await replaceText(page, "## Changed\n\nabout **walnut**.");
      await page.getByRole("button", { name: "Save note" }).click();
      await expect(page.getByText("The note was saved.")).toBeVisible();
      await page.reload();
      await expect(page.getByRole("article").getByRole("heading", { name: "Changed" })).toBeVisible();
      await expect(page.getByRole("article").getByText("walnut", { exact: true })).toHaveCSS("font-weight", /^[67]00$/);

      await page.goto(`/org/${person.slug}/notes`);
      await page.getByRole("searchbox").fill("WALNUT");
      await page.getByRole("searchbox").press("Enter");
      await expect(page.getByRole("link", { name: title })).toBeVisible();
      await page.getByRole("searchbox").fill("%");
      await page.getByRole("searchbox").press("Enter");
      await expect(page.getByText("No notes found")).toBeVisible();
      await page.getByRole("link", { name: "Show all" }).click();
      await page.getByRole("link", { name: title }).click();
      await page.getByRole("link", { name: "Edit note" }).click();

      await page.getByRole("button", { name: "Delete…" }).click();
      const dialog = page.getByRole("dialog", { name: `Delete “${title}”?` });
      await dialog.getByRole("button", { name: "Cancel" }).click();
      await expect(dialog).toBeHidden();
      await page.getByRole("button", { name: "Delete…" }).click();
      await dialog.getByRole("button", { name: "Delete note" }).click();
      await expect(page.getByText("The note was deleted.")).toBeVisible();
      await expect(page.getByText("No notes yet")).toBeVisible();
    });

    test("opens the requested note after sign-in, if the user was signed out", async ({ page, app, mailbox }) => {
      const person = await founder(app, mailbox);
      const { id } = await created(person.client, person.slug, "The key cabinet", "Second shelf.");
      const address = `/org/${person.slug}/notes/${id}?from=mail`;
      await page.goto(address);
      await expect(page).toHaveURL(`/login?next=${encodeURIComponent(address)}`);
      await page.getByLabel("E-mail address").fill(person.email);
      await page.getByLabel("Password", { exact: true }).fill(person.password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("The key cabinet");
      await expect(page).toHaveURL(address);
    });

    test("saves a note several times in a row without a conflict", async ({ page, app, mailbox }) => {
      const person = await founder(app, mailbox);
      const { id } = await created(person.client, person.slug, "Again and again", "none");
      await enter(page, person);
      await page.goto(`/org/${person.slug}/notes/${id}`);
      const texts = ["none", "one", "two", "three"];
      for (const [index, text] of texts.slice(1).entries()) {
        await page.getByRole("link", { name: "Edit note" }).click();
        await expect(page.getByLabel("Text")).toHaveValue(texts[index] ?? "");
        await replaceText(page, text);
        await page.getByRole("button", { name: "Save note" }).click();
        await expect(page.getByRole("article")).toHaveText(text);
      }
    });

    test("refuses to overwrite a newer version of a note, and keeps the input", async ({ page, app, mailbox }) => {
      const person = await founder(app, mailbox);
      const { id } = await created(person.client, person.slug, "Shared", "as it was");
      await enter(page, person);
      await page.goto(`/org/${person.slug}/notes/${id}/edit`);
      await replaceText(page, "what I typed");
      const path = `/api/v1/organizations/${person.slug}/notes/${id}`;
      expect((await person.client.request("PUT", path, { title: "Shared", content: "what the other saved" })).status).toBe(
        200,
      );
      for (let attempt = 0; attempt < 2; attempt += 1) {
        await page.getByRole("button", { name: "Save note" }).click();
        await expect(page.getByText("Something changed in the meantime.")).toBeVisible();
        await expect(page.getByLabel("Text")).toHaveValue("what I typed");
      }
      expect(await (await person.client.get(path)).json()).toMatchObject({ content: "what the other saved" });
      const [saved] = await Promise.all([
        page.context().waitForEvent("page"),
        page.getByRole("link", { name: "open the saved version" }).click(),
      ]);
      await expect(saved.getByRole("article")).toHaveText("what the other saved");
    });

    test("accepts a note of the maximum length, even after a refused attempt", async ({ page, app, mailbox }) => {
      const person = await founder(app, mailbox);
      await enter(page, person);
      await page.goto(`/org/${person.slug}/notes/new`);
      const text = "字".repeat(7_000);
      await page.getByLabel("Title").fill(" ");
      await replaceText(page, text);
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const answered = page.waitForResponse((response) => response.request().method() === "POST");
        await page.getByRole("button", { name: "Create note" }).click();
        await answered;
        await expect(page.getByRole("button", { name: "Create note" })).not.toHaveAttribute("aria-disabled");
        await expect(page.getByText("Please enter a title.").first()).toBeVisible();
        await expect(page.getByLabel("Text")).toHaveValue(text);
      }
      await page.getByLabel("Title").fill("題".repeat(200));
      await page.getByRole("button", { name: "Create note" }).click();
      await expect(page.getByText("The note was created.")).toBeVisible();
      await expect(page.getByRole("article")).toHaveText(text);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    });

    test("lets a reader read notes, shows the reader no actions, and refuses the reader's writes", async ({
      page,
      app,
      mailbox,
      newVisitor,
    }) => {
      const person = await founder(app, mailbox);
      const { id } = await created(person.client, person.slug, "For all to read", "one\n\n  <em>two</em>");
      const reader = await joined(app, mailbox, person.slug, "member");
      const path = `/org/${person.slug}/notes`;
      await enter(page, reader);
      // Every member can read a note by another author.
      await page.goto(`${path}/${id}`);
      await expect(page.getByText("<em>two</em>", { exact: true })).toBeVisible();
      await expect(page.getByRole("link", { name: "Edit note" })).toHaveCount(0);
      await page.goto(`${path}/${id}/edit`);
      await expect(page.getByText("You can read this note")).toBeVisible();
      await expect(page.getByLabel("Title")).toHaveCount(0);
      const { id: own } = await created(reader.client, person.slug, "Mine for now", "as it was");
      await page.goto(`${path}/${own}/edit`);
      await replaceText(page, "changed too late");
      await changeRole(app, person.slug, reader, "readonly");
      await page.getByRole("button", { name: "Save note" }).click();
      if (javaScriptEnabled) await expect(page.getByText("You are not allowed to do this.")).toBeVisible();
      await page.goto(`${path}/${own}`);
      await expect(page.getByText("as it was")).toBeVisible();
      for (const at of [
        `/org/${person.slug}`,
        path,
        `${path}/${id}`,
        `${path}/${own}`,
        `${path}/${own}/edit`,
        `${path}/new`,
      ]) {
        await page.goto(at);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.getByRole("link", { name: /New note|Edit|Write|Invite/ })).toHaveCount(0);
        await expect(page.getByRole("button", { name: /Save|Create|Delete/ })).toHaveCount(0);
      }
      await expect(page.getByText("Readers cannot write notes")).toBeVisible();
      const stranger = await (await newVisitor({ javaScriptEnabled })).newPage();
      await enter(stranger, await founder(app, mailbox));
      expect((await stranger.goto(`${path}/${id}`))?.status()).toBe(404);
      expect(await stranger.content()).not.toContain("For all to read");
    });

    test("says in the form and on the list that the limit of notes is reached, and pages through all notes", async ({
      page,
      app,
      mailbox,
    }) => {
      const person = await founder(app, mailbox);
      await fill(app, person.slug, 99);
      await enter(page, person);
      await page.goto(`/org/${person.slug}/notes/new`);
      await created(person.client, person.slug, "Number 100", "");
      await page.getByLabel("Title").fill("One too many");
      await replaceText(page, "kept");
      await page.getByRole("button", { name: "Create note" }).click();
      await expect(page.getByText("The limit for this kind of item has been reached.")).toBeVisible();
      await expect(page.getByLabel("Text")).toHaveValue("kept");

      await page.goto(`/org/${person.slug}/notes?cursor=broken`);
      await expect(page.getByText("This organization has reached the limit of its plan: 100 notes")).toBeVisible();
      await expect(page.getByRole("link", { name: "New note" })).toHaveCount(0);
      const seen: string[] = [];
      for (;;) {
        seen.push(...(await page.getByRole("list", { name: "Notes" }).getByRole("heading").allTextContents()));
        const next = page.getByRole("link", { name: "Next page" });
        if ((await next.count()) === 0) break;
        const before = page.url();
        await next.click();
        await page.waitForURL((url) => url.href !== before);
      }
      expect(seen).toHaveLength(100);
      expect(new Set(seen).size).toBe(100);
      await page.getByRole("link", { name: "First page" }).click();
      await expect(page.getByRole("link", { name: "Number 100", exact: true })).toBeVisible();
    });
  });
}

test("saves with Ctrl+Enter, and asks before unsaved changes are lost", async ({ page, app, mailbox }) => {
  const person = await founder(app, mailbox);
  const { id } = await created(person.client, person.slug, "Kept", "as it was");
  await enter(page, person);
  const note = `/org/${person.slug}/notes/${id}`;
  const asked: string[] = [];
  let answer = false;
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void (answer ? dialog.accept() : dialog.dismiss());
  });
  await page.goto(`${note}/edit`);
  await replaceText(page, "half a tho");

  // The framework handles the navigation by links, and the browser handles the reload.
  await page.getByRole("link", { name: "Members", exact: true }).click();
  await expect.poll(() => asked).toEqual(["confirm"]);
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect.poll(() => asked).toEqual(["confirm", "confirm"]);
  await page.evaluate(() => location.reload());
  await expect.poll(() => asked).toEqual(["confirm", "confirm", "beforeunload"]);
  await expect(page.getByLabel("Text")).toHaveValue("half a tho");

  await page.getByLabel("Text").press("Control+Enter");
  await expect(page.getByText("The note was saved.")).toBeVisible();
  await expect(page.getByRole("article")).toHaveText("half a tho");

  await page.goto(`${note}/edit`);
  await page.getByLabel("Title").fill("Given up");
  answer = true;
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kept");
  expect(asked).toEqual(["confirm", "confirm", "beforeunload", "confirm"]);
});

test("keeps what is typed before the page's scripts have run", async ({ page, app, mailbox }) => {
  const { client, slug, email } = await founder(app, mailbox);
  const note = await created(client, slug, "Beam", "spruce");
  await page.context().addCookies([await plantSession(app, email)]);
  let run: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (run = resolve));
  await page.route(/\.js$/u, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`/org/${slug}/notes/${note.id}/edit`, { waitUntil: "commit" });
  await page.getByLabel("Title").fill("Ridge beam");
  await page.getByLabel("Text").fill("spruce or larch");
  run?.();
  await page.waitForFunction(() => {
    const field = document.querySelector("textarea");
    return field !== null && Object.keys(field).some((key) => key.startsWith("__reactProps"));
  });
  await expect(page.getByLabel("Title")).toHaveValue("Ridge beam");
  await expect(page.getByLabel("Text")).toHaveValue("spruce or larch");
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByRole("article")).toHaveText("spruce or larch");
});

test("offers notes through the API, and refuses everyone outside the organization", async ({ app, mailbox }) => {
  const admin = await founder(app, mailbox);
  const [writer, other, reader] = [
    await joined(app, mailbox, admin.slug, "member"),
    await joined(app, mailbox, admin.slug, "member"),
    await joined(app, mailbox, admin.slug, "readonly"),
  ];
  const stranger = await founder(app, mailbox);
  const path = `/api/v1/organizations/${admin.slug}/notes`;
  const note = await created(writer.client, admin.slug, "From afar", "line\nline");
  const at = `${path}/${note.id}`;
  const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

  expect(await (await reader.client.get(at)).json()).toMatchObject({
    title: "From afar",
    content: "line\nline",
    may_change: false,
    author: { name: "Ada" },
  });
  const { items, next_cursor } = (await (await reader.client.get(`${path}?search=LINE&limit=1`)).json()) as {
    items: object[];
    next_cursor: null;
  };
  expect([items, next_cursor]).toEqual([[expect.objectContaining({ id: note.id, excerpt: "line line" })], null]);
  expect(await codeOf(await reader.client.get(`${path}?cursor=nonsense`))).toEqual([422, "VALIDATION_ERROR"]);
  expect((await reader.client.get(`${path}?search=${encodeURIComponent("a\u0000b")}`)).status).toBe(200);
  expect(await codeOf(await reader.client.get(`${path}?limit=101`))).toEqual([422, "VALIDATION_ERROR"]);

  const change = { title: "Changed", content: "" };
  for (const { client } of [other, reader]) {
    expect(await codeOf(await client.request("PUT", at, change))).toEqual([403, "ACCESS_DENIED"]);
    expect(await codeOf(await client.request("DELETE", at))).toEqual([403, "ACCESS_DENIED"]);
  }
  expect(await codeOf(await reader.client.post(path, change))).toEqual([403, "ACCESS_DENIED"]);
  expect(await codeOf(await new ApiClient(app.url).get(path))).toEqual([401, "UNAUTHORIZED"]);
  const own = `/api/v1/organizations/${stranger.slug}/notes`;
  for (const target of [at, `${path}/${randomUUID()}`, `${own}/${note.id}`, `${own}/${randomUUID()}`, `${own}/x`]) {
    for (const answer of [
      await stranger.client.get(target),
      await stranger.client.request("PUT", target, change),
      await stranger.client.request("DELETE", target),
    ]) {
      expect(await codeOf(answer)).toEqual([404, "NOT_FOUND"]);
    }
  }

  for (const extra of [
    { organization_id: randomUUID() },
    { author_id: randomUUID() },
    { id: randomUUID() },
    { updated_at: note.updated_at },
  ]) {
    expect(await codeOf(await writer.client.request("PUT", at, { ...change, ...extra }))).toEqual([422, "VALIDATION_ERROR"]);
    expect(await codeOf(await writer.client.post(path, { ...change, ...extra }))).toEqual([422, "VALIDATION_ERROR"]);
  }
  const changed = await writer.client.request("PUT", at, { ...change, if_updated_at: note.updated_at });
  expect([changed.status, await changed.json()]).toEqual([
    200,
    expect.objectContaining({ id: note.id, title: "Changed", content: "" }),
  ]);
  expect(await codeOf(await admin.client.request("PUT", at, { ...change, if_updated_at: note.updated_at }))).toEqual([
    409,
    "CONFLICT",
  ]);
  expect((await admin.client.request("DELETE", at)).status).toBe(204);
  expect(await codeOf(await admin.client.request("DELETE", at))).toEqual([404, "NOT_FOUND"]);
  await fill(app, admin.slug, 100);
  expect(await codeOf(await writer.client.post(path, change))).toEqual([402, "QUOTA_EXCEEDED"]);
});

test("offers a larger plan once the plan's notes are used up, and more notes as soon as a system admin grants it", async ({
  page,
  app,
  mailbox,
  newVisitor,
}) => {
  const person = await founder(app, mailbox);
  await fill(app, person.slug, 100);
  await enter(page, person);
  await page.goto(`/org/${person.slug}/notes`);
  await expect(page.getByText("This organization has reached the limit of its plan: 100 notes")).toBeVisible();
  await expect(page.getByRole("link", { name: "New note" })).toHaveCount(0);

  const console = await (await newVisitor()).newPage();
  await asSystemAdmin(console, app);
  const [own] = await inDatabase<{ id: string }>(app, `SELECT id FROM organizations WHERE slug = $1`, person.slug);
  await console.goto(`/admin/organizations/${own?.id}`);
  await console.getByRole("button", { name: "Grant a plan…" }).click();
  await console.getByRole("dialog").getByLabel("Plan", { exact: true }).selectOption("premium");
  await console.getByRole("dialog").getByLabel("Reason").fill(REASON);
  await console.getByRole("button", { name: "Grant plan", exact: true }).click();
  await expect(console.getByText("The plan was granted. It applies at once.")).toBeVisible();

  await page.reload();
  await page.getByRole("link", { name: "New note" }).click();
  await page.getByLabel("Title").fill("The hundred and first");
  await page.getByRole("button", { name: "Create note" }).click();
  await expect(page.getByText("The note was created.")).toBeVisible();
});

test("refuses to overwrite a newer version with input that was restored after signing in again", async ({
  page,
  app,
  mailbox,
}) => {
  const person = await founder(app, mailbox);
  const { id } = await created(person.client, person.slug, "Shared", "as it was");
  await enter(page, person);
  await page.goto(`/org/${person.slug}/notes/${id}/edit`);
  await replaceText(page, "what I typed");
  const path = `/api/v1/organizations/${person.slug}/notes/${id}`;
  expect((await person.client.request("PUT", path, { title: "Shared", content: "what the other saved" })).status).toBe(200);
  await inDatabase(app, `DELETE FROM sessions s USING users u WHERE u.id = s.user_id AND u.email = $1`, person.email);
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText("You were signed out")).toBeVisible();
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("We restored what you typed.")).toBeVisible();
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText("Something changed in the meantime.")).toBeVisible();
  await expect(page.getByLabel("Text")).toHaveValue("what I typed");
});

test("shows a note and its editor without accessibility violations or horizontal scrolling", async ({
  page,
  context,
  app,
}) => {
  const admin = app.sign_ins.find(({ role, organization }) => role === "org_admin" && organization === "stonebridge");
  await context.addCookies([await plantSession(app, admin?.email ?? "")]);
  await page.goto("/org/stonebridge/notes");
  const note = await page.getByRole("list", { name: "Notes" }).getByRole("link").first().getAttribute("href");
  for (const path of [note ?? "", `${note ?? ""}/edit`]) await inspect(page, path);
});
