// Shared links often contain tracking parameters. Unknown parameters are ignored, and known ones may occur only once.
import { expect, test } from "@/tests/setup/fixtures";

const TAGS = "utm_source=a&utm_source=b&fbclid=c";

for (const path of [
  "/",
  "/pricing",
  "/login",
  "/signup",
  "/forgot-password",
  "/verify-email",
  "/api/config",
  "/api/health",
  "/api/health/ready",
]) {
  test(`ignores tracking parameters on ${path}`, async ({ app, clientAddress }) => {
    const ask = (query: string) =>
      fetch(`${app.url}${path}${query}`, { headers: { "X-Forwarded-For": clientAddress }, redirect: "manual" });
    const [plain, tagged] = await Promise.all([ask(""), ask(`?${TAGS}`)]);
    expect(tagged.status).toBe(plain.status);
    expect(tagged.status).toBeLessThan(500);
    expect(tagged.status).not.toBe(400);
  });
}

test("refuses a duplicate of a known parameter", async ({ app, clientAddress }) => {
  for (const target of [
    "/login?next=/a&next=/b",
    "/reset-password?token=a&token=b",
    "/org/acme/members?search=a&search=b",
    "/api/dev/mailbox?to=a&to=b",
  ]) {
    const response = await fetch(app.url + target, { headers: { "X-Forwarded-For": clientAddress }, redirect: "manual" });
    expect(response.status, target).toBe(400);
  }
});

test("accepts a form on a page whose URL has tracking parameters", async ({ page }) => {
  await page.goto(`/login?${TAGS}`);
  await page.getByLabel("E-mail address").fill("person@example.com");
  await page.getByLabel("Password", { exact: true }).fill("walking through the gate");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").getByText("The e-mail address or password is incorrect.")).toBeVisible();
});
