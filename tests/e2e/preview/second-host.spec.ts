// One app with two trusted hosts: everything works on the second host, and redirects stay on it.
import { createAccount } from "@/tests/e2e/account";
import { expectHome, signIn, signOut } from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

const hostsOf = (url: string) => ({ first: url, second: `http://127.0.0.1:${new URL(url).port}` });

for (const javaScriptEnabled of [true, false]) {
  test(`lets a user sign in, write and sign out on the second host ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({
    app,
    mailbox,
    newVisitor,
  }) => {
    const { second } = hostsOf(app.url);
    const { email, password } = await createAccount(app.url, mailbox);
    const context = await newVisitor({ baseURL: second, javaScriptEnabled });
    const page = await context.newPage();
    await page.goto("/account/profile");
    await expect(page).toHaveURL(`${second}/login?next=%2Faccount%2Fprofile`);
    await signIn(page, email, "not the password");
    await expect(page.getByRole("alert").getByText("The e-mail address or password is incorrect.")).toBeVisible();
    await signIn(page, email, password);
    await expectHome(page);
    expect(new URL(page.url()).origin).toBe(second);
    await page.goto("/account/profile");
    await page.getByLabel("Your name").fill("Grace Second");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByLabel("Your name")).toHaveValue("Grace Second");
    await expect(page.getByText("Grace Second").first()).toBeVisible();
    await page.goto(`${second}/account/sessions`);
    await signOut(page);
    await expect(page).toHaveURL((url) => url.origin === second && !url.pathname.startsWith("/account"));
  });
}

test("accepts API requests from pages of the same host or the main host, and from no other origin", async ({
  app,
  clientAddress,
}) => {
  const { first, second } = hostsOf(app.url);
  const statusOf = async (to: string, origin: string) => {
    const headers = { Origin: origin, "Content-Type": "application/json", "X-Forwarded-For": clientAddress };
    return (
      await fetch(`${to}/api/auth/resend-verification`, { method: "POST", headers, body: `{"email":"nobody@example.com"}` })
    ).status;
  };
  expect([await statusOf(second, second), await statusOf(second, first), await statusOf(first, first)]).toEqual([
    202, 202, 202,
  ]);
  expect([
    await statusOf(first, second),
    await statusOf(second, second.replace("http:", "https:")),
    await statusOf(second, "http://evil.test"),
  ]).toEqual([403, 403, 403]);
});
