// Runs alone, because no other test can sign up to the instance in the meantime.
import { createAccount } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { continueWithGoogle, gmailAddress } from "@/tests/e2e/google";
import * as journey from "@/tests/e2e/journey";
import { act, asSystemAdmin } from "@/tests/e2e/system-admin";
import { expect, test } from "@/tests/setup/fixtures";

test("closes and reopens sign-up, says so on the pages, and sends the same refusal for every email address", async ({
  page,
  app,
  mailbox,
  newVisitor,
}) => {
  const known = await createAccount(app.url, mailbox);
  await asSystemAdmin(page, app);
  await page.goto("/admin/settings");
  await act(page, "Turn sign-up off…", "Turn sign-up off");
  try {
    await expect(page.getByText("The setting was changed.")).toBeVisible();
    const visitor = await (await newVisitor()).newPage();
    for (const path of ["/signup", "/signup-org"]) {
      await visitor.goto(path);
      await expect(visitor.getByRole("heading", { name: "Sign-up is closed for now" })).toBeVisible();
      await expect(visitor.getByLabel("E-mail address")).toHaveCount(0);
    }
    const answers = new Set<string>();
    for (const email of [known.email, journey.newAddress()]) {
      const response = await new ApiClient(app.url).post("/api/auth/signup", {
        email,
        password: journey.FIRST_PASSWORD,
        name: "Ada",
      });
      const { request_id: _, ...rest } = (await response.json()) as Record<string, unknown>;
      answers.add(JSON.stringify([response.status, rest]));
    }
    expect([...answers]).toEqual([
      JSON.stringify([403, { code: "FEATURE_DISABLED", message: "This feature is turned off.", details: {} }]),
    ]);
    await continueWithGoogle(visitor, { email: gmailAddress() });
    await expect(visitor.getByText("new accounts cannot be created at the moment")).toBeVisible();
  } finally {
    await page.goto("/admin/settings");
    await act(page, "Turn sign-up on…", "Turn sign-up on");
    await expect(page.getByRole("button", { name: "Turn sign-up off…" })).toBeVisible();
  }
  await createAccount(app.url, mailbox);
});
