// Every form of a signed-in page names the user that it was rendered for. A form is refused and changes nothing if it names
// no user, or if another user submits it, even one with the same rights.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import type pg from "pg";
import { ask, formsIn, plainFormsIn, postForm, postPlainForm } from "@/tests/e2e/by-cookie";
import { withDatabase } from "@/tests/e2e/database";
import { aroundDatabase } from "@/tests/e2e/database-snapshot";
import { builtActions, plantFormsOfTwo, type FormsOfTwo } from "@/tests/e2e/forms-of-two";
import { insertSession } from "@/tests/e2e/planted-session";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

const GUARD = /\brequire(User|Member|SystemAdmin)\(/;
/** Actions on pages for signed-out users, whose forms name no user, except for the sign-out action. */
const SIGNED_OUT =
  /^app\/\(auth\)\/((forgot-password|login|reset-password|signup|signup-org|verify-email)\/)?actions\.ts (?!submitSignOut$)/;
const BY_MAILED_TOKEN = /\/reset-password\/actions\.ts submitReset$|\/account\/email\/actions\.ts submitConfirmation$/;
/** Shown in place of the form that unlinks, which the first user has. */
const WITHOUT_LINK = "app/(account)/account/connections/actions.ts submitLink";

interface OpenForm {
  /** The path of the page with the form. */
  target: string;
  /** The form's server action, or the path it posts to. */
  does: string;
  isAction: boolean;
  fields: [string, string][];
}

async function signedInPages({ slug, idsOf, linked }: FormsOfTwo): Promise<string[]> {
  const files = (await readdir("app", { recursive: true })).filter((file) => path.basename(file) === "page.tsx").sort();
  const guarded: string[] = [];
  for (const file of files) if (GUARD.test(await readFile(path.join("app", file), "utf8"))) guarded.push(file);
  const templates = guarded.map(
    (file) =>
      `/${path
        .dirname(file)
        .split(path.sep)
        .filter((part) => !/^\(.*\)$/.test(part))
        .join("/")}`,
  );
  expect(templates.length).toBeGreaterThan(15);
  return [
    ...templates.flatMap((template) => idsOf(template).map((id) => template.replace("[org]", slug).replace("[id]", id))),
    ...linked,
  ];
}

/** Every form with an effect on the pages that the first user can open. */
async function openForms(app: Instance, page: Page, two: FormsOfTwo): Promise<OpenForm[]> {
  const found: OpenForm[] = [];
  const actions = await builtActions();
  for (const target of await signedInPages(two)) {
    const { status, text } = await ask(app.url, "GET", target, two.first.cookie);
    expect(status, target).toBe(200);
    for (const { action, fields } of await formsIn(page, text))
      found.push({ target, does: actions.get(action) ?? action, isAction: true, fields });
    for (const { action, fields } of await plainFormsIn(page, text))
      found.push({ target, does: action, isAction: false, fields });
  }
  return found;
}

async function send(app: Instance, form: OpenForm, fields: [string, string][], cookie: string) {
  const response = await (form.isAction
    ? postForm(app.url, form.target, fields, cookie)
    : postPlainForm(app.url, form.does, fields, cookie));
  const location = response.headers.get("location");
  const shown = location === null ? "" : (await ask(app.url, "GET", location, cookiesAfter(cookie, response))).text;
  return { cookies: cookiesOf(response), location, text: `${await response.text()}${shown}` };
}

const cookiesOf = (response: Response) => response.headers.getSetCookie().map((line) => line.split(";", 1)[0] ?? "");
/** Updates cookies as a browser would: a new cookie replaces the one with the same name. */
function cookiesAfter(cookie: string, response: Response): string {
  return [...new Map([cookie, ...cookiesOf(response)].map((pair) => [pair.split("=", 1)[0], pair])).values()].join("; ");
}

/** Few enough that their requests stay below the general limit of a session. */
const FORMS_PER_SESSION = 40;

/** Session cookies of a user, enough to send this many forms. */
async function sessionsFor(client: pg.Client, userId: string, forms: number): Promise<string[]> {
  const cookies: string[] = [];
  for (let count = 0; count < forms; count += FORMS_PER_SESSION)
    cookies.push(`session_id=${await insertSession(client, userId)}`);
  return cookies;
}

const without = (fields: [string, string][], left: string) => fields.filter(([name]) => name !== left);

test("refuses every form of a signed-in page if another user is signed in, or if the form does not name its user", async ({
  app,
  page,
}) => {
  test.setTimeout(240_000);
  const two = await withDatabase(app, plantFormsOfTwo);
  const forms = await openForms(app, page, two);
  const { first, second } = two;

  expect(
    forms
      .filter(({ fields }) => !fields.some(([name, value]) => name === "rendered_for" && value === first.id))
      .map(({ target, does }) => `${target} ${does}`),
  ).toEqual([]);
  const tried = new Set(forms.filter(({ isAction }) => isAction).map(({ does }) => does));
  const inProduct = [...(await builtActions()).values()].filter((name) => !SIGNED_OUT.test(name) && name !== WITHOUT_LINK);
  expect(
    inProduct.filter((name) => !tried.has(name)),
    "actions without a form on any page",
  ).toEqual([]);

  const sessions = await withDatabase(app, (client) => sessionsFor(client, second.id, forms.length));
  const unclear: string[] = [];
  const { before, after } = await aroundDatabase(app, async () => {
    for (const [index, form] of forms.entries()) {
      const cookie = sessions[Math.floor(index / FORMS_PER_SESSION)] ?? "";
      const answer = await send(app, form, form.fields, cookie);
      if (!answer.text.includes(`You are signed in as ${second.email}`)) unclear.push(`${form.target} ${form.does}`);
      expect(
        answer.cookies.filter((cookie) => cookie.startsWith("session_id=")),
        form.does,
      ).toEqual([]);
      // A public operation accepts a form that names no user: here the mailed token determines the user.
      if (!BY_MAILED_TOKEN.test(form.does)) await send(app, form, without(form.fields, "rendered_for"), cookie);
    }
  });
  expect(after).toEqual(before);
  // If the second user gets another page instead of the form, that page names the signed-in user.
  expect(unclear).toEqual([]);
});

test("redirects every form of a signed-in page to sign-in if the session has ended, and changes nothing", async ({
  app,
  page,
}) => {
  test.setTimeout(240_000);
  const two = await withDatabase(app, plantFormsOfTwo);
  const forms = (await openForms(app, page, two)).filter(({ target }) => !target.includes("token="));
  const sessions = await withDatabase(app, (client) => sessionsFor(client, two.first.id, forms.length));
  await withDatabase(app, (client) => client.query(`DELETE FROM sessions WHERE user_id = $1`, [two.first.id]));
  const { before, after } = await aroundDatabase(app, async () => {
    for (const [index, form] of forms.entries()) {
      const cookie = sessions[Math.floor(index / FORMS_PER_SESSION)] ?? "";
      const { location, text } = await send(app, form, form.fields, cookie);
      if (form.does.endsWith("submitSignOut")) {
        expect(location).toBe("/login");
        expect(text).toContain("You are signed out.");
      } else {
        expect(location, `${form.target} ${form.does}`).toBe(
          `/login?next=${encodeURIComponent(form.target)}&refused=UNAUTHORIZED`,
        );
        expect(text).toContain("You were signed out");
      }
    }
  });
  expect(after).toEqual(before);
});
