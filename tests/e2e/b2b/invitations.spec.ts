// In b2b mode, users get their accounts through invitations.
import { ApiClient } from "@/tests/e2e/api-client";
import * as journey from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

test("gives an invited person an account with exactly one membership", async ({ page, app, mailbox }) => {
  const admin = app.sign_ins.find(({ role, organization }) => role === "org_admin" && organization === "stonebridge");
  const client = new ApiClient(app.url);
  expect((await client.post("/api/auth/login", { email: admin?.email, password: admin?.password })).status).toBe(200);
  const email = journey.newAddress();
  const response = await client.post("/api/v1/organizations/stonebridge/invitations", { email, role: "readonly" });
  expect(response.status).toBe(201);
  const mail = await mailbox.waitFor(email, { subject: /invites you/ });
  await page.goto(mail.links[0] ?? "");
  await page.getByLabel("Your name").fill("Nora Newcomer");
  await page.getByLabel("Password", { exact: true }).fill(journey.FIRST_PASSWORD);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page).toHaveURL(/\/org\/stonebridge$/);
  const own = new ApiClient(app.url);
  const signedIn = await own.post("/api/auth/login", { email, password: journey.FIRST_PASSWORD });
  expect(await signedIn.json()).toMatchObject({
    user: { email },
    organizations: [{ slug: "stonebridge", role: "readonly" }],
  });
});
