// A user who exceeds a limit sees a page that says how long to wait, or a message in the submitted form.
import { violationsOn } from "@/tests/e2e/axe";
import { awaitSecondsLeft } from "@/tests/e2e/minute";
import { expect, test } from "@/tests/setup/fixtures";

/** Uses up the requests that an IP address may send in a minute. */
async function useUp(url: string, address: string): Promise<void> {
  await awaitSecondsLeft(10);
  const ask = () => fetch(`${url}/api/config`, { headers: { "X-Forwarded-For": address } });
  const statuses = await Promise.all(Array.from({ length: 80 }, async () => (await ask()).status));
  expect(statuses).toContain(429);
}

test("shows a user over the general limit a page that says how long to wait", async ({
  page,
  app,
  clientAddress,
  problems,
}) => {
  problems.allow(/429/);
  await useUp(app.url, clientAddress);
  const response = await page.goto("/signup?from=a%22b");
  expect(response?.status()).toBe(429);
  expect(Number(response?.headers()["retry-after"])).toBeGreaterThan(0);
  await expect(page.getByRole("heading", { name: "Too many requests" })).toBeVisible();
  await expect(page.getByText(/Please try again in (one second|\d+ (seconds|minutes))/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Try again" })).toHaveAttribute("href", "/signup?from=a%22b");
  await page.getByText("Details").click();
  await expect(page.getByText(String(response?.headers()["x-request-id"]))).toBeVisible();
  expect(await violationsOn(page)).toEqual([]);
});

test("shows in the form that the general limit was reached, and keeps the input", async ({
  page,
  app,
  clientAddress,
  problems,
}) => {
  problems.allow(/429/);
  await page.goto("/login");
  await page.getByLabel("E-mail address").fill("person@example.com");
  await page.getByLabel("Password", { exact: true }).fill("walking through the gate");
  await useUp(app.url, clientAddress);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").getByText("Too many attempts.")).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue("person@example.com");
});

test("shows in the form that the server is unreachable, and works again afterwards", async ({ page, context, problems }) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/);
  await page.goto("/login");
  await page.getByLabel("E-mail address").fill("person@example.com");
  await page.getByLabel("Password", { exact: true }).fill("walking through the gate");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("The server could not be reached.")).toBeVisible();
  await context.setOffline(false);
  await page.getByLabel("Password", { exact: true }).fill("walking through the gate");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").getByText("The e-mail address or password is incorrect.")).toBeVisible();
});

test("shows how long to wait if a form's own limit is exhausted", async ({ page }) => {
  for (let count = 0; count < 4; count += 1) {
    await page.goto("/forgot-password");
    await page.getByLabel("E-mail address").fill(`person-${count}@example.com`);
    await page.getByRole("button", { name: "Send reset link" }).click();
    if (count < 3) await expect(page.getByText("a link is on its way")).toBeVisible();
  }
  await expect(
    page.getByRole("alert").getByText(/Too many attempts\. Please try again in \d+ (seconds|minutes)\./),
  ).toBeVisible();
});
