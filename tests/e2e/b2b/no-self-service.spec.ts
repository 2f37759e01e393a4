// In b2b mode, no page or endpoint creates an account without an invitation, whatever the request contains.
import { ApiClient } from "@/tests/e2e/api-client";
import { expect, test } from "@/tests/setup/fixtures";

const person = { email: "somebody@example.com", password: "walking through the gate", name: "Ada" };

test("returns 404 for the sign-up pages, and has no link to them on the sign-in page", async ({ page, problems }) => {
  problems.allow(/404/);
  for (const path of [
    "/signup",
    "/signup-org",
    "/verify-email",
    "/verify-email?token=" + "t".repeat(43),
    "/verify-email/resend",
    "/organizations/new",
  ]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
  }
  for (const path of ["/login", "/"]) {
    await page.goto(path);
    await expect(page.getByRole("link", { name: /sign up/i })).toHaveCount(0);
  }
});

test("returns the same 404 from every sign-up endpoint, for valid and invalid bodies", async ({ app }) => {
  const client = new ApiClient(app.url);
  const bodies = [person, { ...person, organization_name: "An organization" }, {}, { email: 1 }];
  const answers = new Set<string>();
  for (const path of [
    "/api/auth/signup",
    "/api/auth/signup-org",
    "/api/auth/verify-email",
    "/api/auth/resend-verification",
    "/api/v1/auth/register",
  ]) {
    for (const body of bodies) {
      const response = await client.post(path, body);
      expect(response.status, path).toBe(404);
      const { request_id: _, ...rest } = (await response.json()) as Record<string, unknown>;
      answers.add(JSON.stringify(rest));
    }
  }
  expect(answers.size).toBe(1);
});

test("reports b2b mode in /api/config", async ({ app }) => {
  const response = await new ApiClient(app.url).get("/api/config");
  expect(await response.json()).toMatchObject({ mode: "b2b" });
});
