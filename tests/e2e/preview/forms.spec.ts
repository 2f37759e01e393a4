// Forms that are submitted after their session ended, after another user signed in, or after a new deployment.
import type { Page, Request, Route } from "@playwright/test";
import { createAccount, type Credentials } from "@/tests/e2e/account";
import { addMember, inDatabase, organizationOf } from "@/tests/e2e/database";
import { inspect } from "@/tests/e2e/inspect";
import { signOut } from "@/tests/e2e/journey";
import { plantSession } from "@/tests/e2e/planted-session";
import { asSystemAdmin } from "@/tests/e2e/system-admin";
import { expect, test, type Mailbox } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

const RESTORED = "We restored what you typed. It has not been sent yet.";
const UPDATED = "This page has been updated";

async function signedIn(page: Page, app: Instance, mailbox: Mailbox): Promise<Credentials & { slug: string }> {
  const account = await createAccount(app.url, mailbox);
  await page.context().addCookies([await plantSession(app, account.email)]);
  return { ...account, slug: (await organizationOf(app, account.email)).slug };
}

const endSessions = (app: Instance, { email }: Credentials) =>
  inDatabase(app, `DELETE FROM sessions s USING users u WHERE u.id = s.user_id AND u.email = $1`, email);

async function fillInSignIn(page: Page, { email, password }: Credentials): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function expectSignedOut(page: Page, next: string): Promise<void> {
  await expect(page).toHaveURL(`/login?next=${encodeURIComponent(next)}&refused=UNAUTHORIZED`);
  await expect(page.getByText("You were signed out")).toBeVisible();
}

const kept = (page: Page) => page.evaluate(() => JSON.stringify(Object.fromEntries(Object.entries(sessionStorage))));
const isAction = (request: Request) => request.method() === "POST";

/** Replaces the form's action id, as if the page came from an older deployment. */
async function sendAsOfOlderDeployment(route: Route): Promise<void> {
  const request = route.request();
  if (!isAction(request)) return route.continue();
  const newer = (id: string) => id.replace(/.{8}$/, "00000000");
  const headers = request.headers();
  const action = headers["next-action"];
  if (action !== undefined) return route.continue({ headers: { ...headers, "next-action": newer(action) } });
  const body = request.postData() ?? "";
  return route.continue({ postData: body.replace(/"id":"[0-9a-f]{42}"/, (id) => `${newer(id.slice(0, -1))}"`) });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("returns the user to the form's page after sign-in if the session has ended, and restores the input if JavaScript is on", async ({
      page,
      app,
      mailbox,
    }) => {
      const person = await signedIn(page, app, mailbox);
      const path = `/org/${person.slug}/invitations`;
      await page.goto(path);
      await page.getByLabel("E-mail address").fill("new.person@example.com");
      await page.getByLabel("Role").selectOption("Reader");
      await endSessions(app, person);
      await page.getByRole("button", { name: "Send invitation" }).click();
      await expectSignedOut(page, path);
      await fillInSignIn(page, { ...person, password: "not the right one" });
      await expect(page.getByText("The e-mail address or password is incorrect.")).toBeVisible();
      await expect(page.getByText("You were signed out")).toHaveCount(0);
      await fillInSignIn(page, person);
      await expect(page).toHaveURL(path);
      if (javaScriptEnabled) {
        await expect(page.getByText(RESTORED)).toBeVisible();
        await expect(page.getByRole("status").filter({ hasText: RESTORED })).toBeFocused();
        await expect(page.getByLabel("E-mail address")).toHaveValue("new.person@example.com");
        await expect(page.getByLabel("Role")).toHaveValue("readonly");
        expect(await kept(page)).toBe("{}");
      } else {
        await expect(page.getByLabel("E-mail address")).toHaveValue("");
        await page.getByLabel("E-mail address").fill("new.person@example.com");
      }
      await page.getByRole("button", { name: "Send invitation" }).click();
      await expect(page.getByText(/The invitation to/)).toBeVisible();
      await page.goto(path);
      await expect(page.getByLabel("E-mail address")).toHaveValue("");
    });

    test("returns the user to the page of a form without input after sign-in if the session has ended", async ({
      page,
      app,
      mailbox,
    }) => {
      const person = await signedIn(page, app, mailbox);
      await page.goto("/account/export");
      await endSessions(app, person);
      await page.getByRole("button", { name: "Download export" }).click();
      await expectSignedOut(page, "/account/export");
      await fillInSignIn(page, person);
      await expect(page).toHaveURL("/account/export");
    });

    test("signs out without an error if the session has already ended", async ({ page, app, mailbox }) => {
      const person = await signedIn(page, app, mailbox);
      await page.goto("/account/profile");
      await endSessions(app, person);
      await signOut(page);
      await expect(page.getByText("You are signed out.")).toBeVisible();
    });

    test("refuses a form that was rendered for another user, names the signed-in user, and changes nothing", async ({
      page,
      app,
      mailbox,
      problems,
    }) => {
      problems.allow(/ERR_ABORTED/);
      const anna = await signedIn(page, app, mailbox);
      await page.goto("/account/profile");
      await page.getByLabel("Name").fill("Anna Renamed");
      const bert = await signedIn(page, app, mailbox);
      await page.getByRole("button", { name: "Save" }).click();
      await expect(
        page.getByText(
          `You are signed in as ${bert.email}, but this form was opened while another account was signed in. Nothing was changed.`,
        ),
      ).toBeVisible();
      const names = await inDatabase<{ name: string }>(app, `SELECT name FROM users WHERE email = ANY ($1)`, [
        anna.email,
        bert.email,
      ]);
      expect(names.map(({ name }) => name)).toEqual(["Ada", "Ada"]);
      if (javaScriptEnabled) {
        await expect(page.getByLabel("Name")).toHaveValue("Anna Renamed");
        await page.getByRole("button", { name: "Reload this page" }).click();
        await expect(page.getByText(bert.email).first()).toBeAttached();
      }
      await expect(page.getByLabel("Name")).toHaveValue("Ada");
      await page.getByLabel("Name").fill("Bert");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("Your profile was saved.")).toBeVisible();
    });

    test("says that the page was updated, instead of showing the framework's message, if a newer deployment receives its form", async ({
      page,
      app,
      mailbox,
      problems,
    }) => {
      problems.allow(/status of (404|409)/);
      const person = await signedIn(page, app, mailbox);
      const path = `/org/${person.slug}/invitations`;
      await page.goto(path);
      await page.getByLabel("E-mail address").fill("before@example.com");
      await page.route("**/*", sendAsOfOlderDeployment);
      const answered = page.waitForResponse((response) => isAction(response.request()));
      await page.getByRole("button", { name: "Send invitation" }).click();
      const answer = await answered;
      await expect(page.getByText(UPDATED).first()).toBeVisible();
      await expect(page.getByText(/server action|nextjs\.org|not found/i)).toHaveCount(0);
      await page.unroute("**/*");
      if (javaScriptEnabled) {
        await expect(page.getByText(`${UPDATED}, so nothing was saved. Reload it and try again.`)).toBeVisible();
        await page.getByLabel("Role").selectOption("Reader");
        await page.getByRole("button", { name: "Reload this page" }).click();
        await expect(page.getByText(RESTORED)).toBeVisible();
        await expect(page.getByLabel("E-mail address")).toHaveValue("before@example.com");
        await expect(page.getByLabel("Role")).toHaveValue("readonly");
      } else {
        expect(answer.status()).toBe(409);
        const id = answer.headers()["x-request-id"] ?? "";
        await expect(page.getByText(id)).toBeAttached();
        await page.getByRole("link", { name: "Reload this page" }).click();
        await page.getByLabel("E-mail address").fill("after@example.com");
      }
      await expect(page).toHaveURL(path);
      await page.getByRole("button", { name: "Send invitation" }).click();
      await expect(page.getByText(/The invitation to/)).toBeVisible();
    });
  });
}

test("stores no passwords in the tab, and restores input only to the same form", async ({ page, app, mailbox }) => {
  const person = await signedIn(page, app, mailbox);
  await page.goto("/account/email");
  await page.getByLabel("New e-mail address").fill("somewhere@example.com");
  await page.getByLabel("Current password").fill(person.password);
  await endSessions(app, person);
  await page.getByRole("button", { name: "Send link" }).click();
  await expectSignedOut(page, "/account/email");
  expect(await kept(page)).toContain("somewhere@example.com");
  expect(await kept(page)).not.toContain(person.password);
  await fillInSignIn(page, person);
  await expect(page.getByLabel("New e-mail address")).toHaveValue("somewhere@example.com");
  await expect(page.getByLabel("Current password")).toHaveValue("");

  await asSystemAdmin(page, app);
  const [user] = await inDatabase<{ id: string }>(app, `SELECT id FROM users WHERE email = $1`, person.email);
  await page.goto(`/admin/users/${user?.id ?? ""}`);
  await page.getByRole("button", { name: "Suspend…" }).click();
  const form = page.locator("form", { has: page.getByRole("button", { name: "Suspend", exact: true }) });
  await form.getByLabel("Reason").fill("Asked for in ticket 4711");
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await form.getByRole("button", { name: "Suspend", exact: true }).click();
  await expectSignedOut(page, `/admin/users/${user?.id ?? ""}`);
  await page.context().addCookies(cookies);
  await page.reload();
  await expect(form.getByLabel("Reason")).toHaveValue("Asked for in ticket 4711");
  await expect(form.getByLabel("Reason")).toBeVisible();
  await expect(page.getByText(RESTORED)).toHaveCount(1);
});

test("discards stored input when another user signs in, and after an hour", async ({ page, app, mailbox }) => {
  const anna = await signedIn(page, app, mailbox);
  const bert = await createAccount(app.url, mailbox);
  const loseSession = async () => {
    await page.goto("/account/profile");
    await page.getByLabel("Name").fill("Anna's own words");
    await endSessions(app, anna);
    await page.getByRole("button", { name: "Save" }).click();
    await expectSignedOut(page, "/account/profile");
    expect(await kept(page)).toContain("Anna's own words");
  };
  await loseSession();
  await fillInSignIn(page, bert);
  await expect(page.getByLabel("Name")).toHaveValue("Ada");
  await expect.poll(() => kept(page)).toBe("{}");

  await page.context().addCookies([await plantSession(app, anna.email)]);
  await loseSession();
  await page.goto("/login");
  await expect.poll(() => kept(page)).toBe("{}");

  await page.context().addCookies([await plantSession(app, anna.email)]);
  await loseSession();
  await page.evaluate(() => {
    const draft = JSON.parse(sessionStorage.getItem("draft") ?? "{}") as object;
    sessionStorage.setItem("draft", JSON.stringify({ ...draft, keptAt: Date.now() - 61 * 60 * 1000 }));
  });
  await fillInSignIn(page, anna);
  await expect(page).toHaveURL("/account/profile");
  await expect(page.getByLabel("Name")).toHaveValue("Ada");
  await expect(page.getByText(RESTORED)).toHaveCount(0);
});

test("keeps the input if the organization was suspended or the membership ended in the meantime", async ({
  page,
  app,
  mailbox,
}) => {
  const founder = await createAccount(app.url, mailbox);
  const { slug } = await organizationOf(app, founder.email);
  const person = await signedIn(page, app, mailbox);
  await addMember(app, slug, person.email, "org_admin");
  const write = async () => {
    await page.goto(`/org/${slug}/invitations`);
    await page.getByLabel("E-mail address").fill("new.person@example.com");
  };
  const expectKept = async (message: string) => {
    await page.getByRole("button", { name: "Send invitation" }).click();
    await expect(page.getByText(message)).toBeVisible();
    await expect(page.getByLabel("E-mail address")).toHaveValue("new.person@example.com");
  };
  await write();
  await inDatabase(app, `UPDATE organizations SET suspended_at = now() WHERE slug = $1`, slug);
  await expectKept("This organization is suspended.");
  await inDatabase(app, `UPDATE organizations SET suspended_at = NULL WHERE slug = $1`, slug);
  await write();
  await inDatabase(
    app,
    `DELETE FROM memberships m USING users u, organizations o WHERE u.id = m.user_id AND o.id = m.organization_id AND u.email = $1 AND o.slug = $2`,
    person.email,
    slug,
  );
  await expectKept("The page or item was not found.");
});

test("keeps the input of a public form if a newer deployment updated its page", async ({ page, problems }) => {
  problems.allow(/status of (404|409)/);
  await page.goto("/signup");
  await page.getByLabel("Your name").fill("Wanda Walker");
  await page.getByLabel("E-mail address").fill("wanda@example.com");
  await page.getByLabel("Password", { exact: true }).fill("walking through the gate");
  await page.route("**/*", sendAsOfOlderDeployment);
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByText(`${UPDATED}, so nothing was saved. Reload it and try again.`)).toBeVisible();
  await page.unroute("**/*");
  await page.getByRole("button", { name: "Reload this page" }).press("Enter");
  await expect(page.getByText(RESTORED)).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveValue("Wanda Walker");
  await expect(page.getByLabel("E-mail address")).toHaveValue("wanda@example.com");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
});

test("shows its own message in a form instead of the framework's if a request fails", async ({ page, problems }) => {
  problems.allow(/status of 500/);
  await page.goto("/forgot-password");
  await page.getByLabel("E-mail address").fill("wanda@example.com");
  await page.route("**/*", (route) =>
    isAction(route.request())
      ? route.fulfill({ status: 500, contentType: "text/html", body: "<p>proxy</p>" })
      : route.continue(),
  );
  await page.getByRole("button", { name: "Send reset link" }).click();
  await expect(page.getByText("Something went wrong on our side. Please try again.")).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue("wanda@example.com");
});

test("says that a page was updated if its script is missing, and reloads the page", async ({
  page,
  app,
  mailbox,
  problems,
}) => {
  problems.allow(/./);
  const person = await createAccount(app.url, mailbox);
  await page.goto("/login?next=%2Faccount%2Fprofile");
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.route("**/_next/static/chunks/**", (route) =>
    route.fulfill({ status: 404, contentType: "text/plain", body: "gone" }),
  );
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "This page has been updated" })).toBeVisible();
  await page.unroute("**/_next/static/chunks/**");
  await page.getByRole("button", { name: "Reload this page" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("Ada");
});

test("shows on the sign-in page, without accessibility violations, that the user was signed out", async ({ page }) => {
  await inspect(page, "/login?next=%2Faccount%2Fprofile&refused=UNAUTHORIZED");
});

test("focuses the first field, and shows errors in a summary and beside the hints instead of sending the form", async ({
  page,
}) => {
  await page.goto("/signup");
  const form = page.locator("form[novalidate]");
  const [name, email] = [form.getByLabel("Your name"), form.getByLabel("E-mail address")];
  await expect(name).toBeFocused();
  await email.fill("no address");
  await page.keyboard.press("Enter");
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription("Error: Please enter your name.");
  await expect(email).toHaveAccessibleDescription(
    /^Error: Please enter a full e-mail address, like name@example.com. We will send a link/,
  );
  const summary = page.getByRole("alert").filter({ hasText: "Please check the highlighted fields." });
  await expect(summary.getByRole("link")).toHaveText(["Your name", "E-mail address", "Password"]);
  await expect(form.getByText("Please enter a password.")).toBeVisible();
  await name.fill("Wanda Walker");
  await expect(form.getByText("Please enter your name.")).toHaveCount(0);
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await summary.getByRole("link", { name: "Password" }).click();
  await expect(form.getByLabel("Password", { exact: true })).toBeFocused();
});

test("moves the focus from the email address to the password, and only then to the forgotten-password link", async ({
  page,
}) => {
  await page.goto("/login");
  await expect(page.locator("form[novalidate]").first()).toBeVisible();
  const order = [];
  for (let steps = 0; steps < 5; steps += 1) {
    order.push(
      await page.evaluate(() => document.activeElement?.getAttribute("name") ?? document.activeElement?.textContent),
    );
    await page.keyboard.press("Tab");
  }
  expect(order).toEqual(["email", "password", "Show", "Forgot password?", "Sign in"]);
});
