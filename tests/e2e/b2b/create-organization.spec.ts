// In b2b mode, system admins create the organizations in the console.
import { ask } from "@/tests/e2e/by-cookie";
import { plantSession } from "@/tests/e2e/planted-session";
import * as journey from "@/tests/e2e/journey";
import { walkThroughOrganization } from "@/tests/e2e/walk";
import { expect, test } from "@/tests/setup/fixtures";

test("lets a system admin create an organization whose first admin accepts the mailed link and invites others", async ({
  page,
  app,
  mailbox,
  newVisitor,
  problems,
}) => {
  test.setTimeout(120_000);
  problems.allow(/404/);
  const email = journey.newAddress();
  const admin = app.sign_ins.find(({ role }) => role === "sys_admin");
  await page.context().addCookies([await plantSession(app, admin?.email ?? "")]);
  await page.goto("/admin/organizations/new");
  await page.getByLabel("Organization name").fill("North Yard");
  await page.getByLabel("Admin’s name").fill("Frances First");
  await page.getByLabel("Admin’s e-mail address").fill(email);
  await page.getByLabel("Reason").fill("A new customer");
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByRole("heading", { name: "North Yard", level: 1 })).toBeVisible();

  const mail = await mailbox.waitFor(email, { subject: /invites you/ });
  const visitor = await (await newVisitor()).newPage();
  await visitor.goto(mail.links[0] ?? "");
  await visitor.getByLabel("Password", { exact: true }).fill(journey.FIRST_PASSWORD);
  await visitor.getByRole("button", { name: /^(Join|Accept)/ }).click();
  await journey.expectHome(visitor);
  await expect(visitor.locator("main header")).toContainText("North Yard");

  const slug = new URL(visitor.url()).pathname.split("/")[2] ?? "";
  const known = app.sign_ins.find(({ organization }) => organization === "lantern");
  await walkThroughOrganization(
    visitor,
    slug,
    { email: known?.email ?? "", password: known?.password ?? "" },
    { mailbox, newVisitor },
  );
});

test("lets only a system admin create an organization through the API, with an invitation for its first admin", async ({
  app,
  mailbox,
}) => {
  const email = journey.newAddress();
  const given = { name: "South Yard", admin_email: email, admin_name: "Frances First", reason: "A new customer" };
  const [admin, member] = ["sys_admin", "org_admin"].map(
    (wanted) => app.sign_ins.find(({ role }) => role === wanted)?.email ?? "",
  ) as [string, string];
  const post = async (who: string | null, body: object) => {
    const session = who === null ? null : await plantSession(app, who);
    return ask(app.url, "POST", "/api/v1/organizations", session && `${session.name}=${session.value}`, { ...body });
  };
  expect((await post(null, given)).status).toBe(401);
  for (const body of [given, { name: given.name }]) expect((await post(member, body)).status).toBe(403);
  expect((await post(admin, { name: given.name })).status).toBe(422);
  const made = await post(admin, given);
  expect(made.status).toBe(201);
  expect(JSON.parse(made.text)).toMatchObject({ name: given.name, invitation: { email, role: "org_admin" } });
  await mailbox.waitFor(email, { subject: /invites you/ });
});
