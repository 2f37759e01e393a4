// Where nobody signs up by themselves, organizations begin in the console.
import { plantSession } from "@/tests/e2e/planted-session";
import * as journey from "@/tests/e2e/journey";
import { walkThroughOrganization } from "@/tests/e2e/walk";
import { expect, test } from "@/tests/setup/fixtures";

test("a system admin makes an organization, and its first admin comes by the mailed link and invites others", async ({
  page, app, mailbox, newVisitor, problems,
}) => {
  test.setTimeout(120_000);
  problems.allow(/404/);
  const email = journey.newAddress();
  const admin = app.sign_ins.find(({ role }) => role === "sys_admin");
  await page.context().addCookies([await plantSession(app, admin?.email ?? "")]);
  await page.goto("/admin/organizations/new");
  await page.getByLabel("Organization name").fill("North Yard");
  await page.getByLabel("Admin's name").fill("Frances First");
  await page.getByLabel("Admin's e-mail address").fill(email);
  await page.getByLabel("Reason").fill("A new customer");
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByRole("heading", { name: "North Yard", level: 1 })).toBeVisible();

  const mail = await mailbox.waitFor(email, { subject: /invites you/ });
  const visitor = await (await newVisitor()).newPage();
  await visitor.goto(mail.links[0] ?? "");
  await visitor.getByLabel("Password", { exact: true }).fill(journey.FIRST_PASSWORD);
  await visitor.getByRole("button", { name: /^(Join|Accept)/ }).click();
  await journey.expectHome(visitor);
  await expect(visitor.getByRole("heading", { name: "North Yard", level: 1 })).toBeVisible();

  const slug = new URL(visitor.url()).pathname.split("/")[2] ?? "";
  const known = app.sign_ins.find(({ organization }) => organization === "lantern");
  await walkThroughOrganization(visitor, slug, { email: known?.email ?? "", password: known?.password ?? "" }, { mailbox, newVisitor });
});
