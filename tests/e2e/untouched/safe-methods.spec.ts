// GET, HEAD and OPTIONS of every page and route leave the database unchanged, except for the scheduler's route with its
// secret, and for a session's own last-seen time.
import { ApiClient } from "@/tests/e2e/api-client";
import { aroundDatabase } from "@/tests/e2e/database-snapshot";
import { newAddress, tokenOf } from "@/tests/e2e/journey";
import { allEntrances, UNKNOWN_ID } from "@/tests/e2e/routes";
import { expect, test } from "@/tests/setup/fixtures";

/** Few enough requests that the general limit of an IP address refuses none. */
const FROM_ONE_ADDRESS = 50;

test("leaves the database unchanged after GET, HEAD and OPTIONS of every page and route", async ({ app, mailbox }) => {
  test.setTimeout(120_000);
  const { email, password, organization } = app.sign_ins[1] ?? { email: "", password: "", organization: "" };
  const signIn = async () => {
    const signedIn = new ApiClient(app.url);
    expect((await signedIn.post("/api/auth/login", { email, password })).status).toBe(200);
    return signedIn;
  };
  const client = await signIn();
  // A session for each method, because all requests of one would exceed the general limit.
  const clients = { GET: client, HEAD: await signIn(), OPTIONS: await signIn() };
  const listed = (await (await client.get("/api/auth/sessions")).json()) as { items: { id: string }[] };
  // Opening these links must not use them up.
  const stranger = newAddress();
  await client.post("/api/auth/signup", { email: stranger, password: "walking through the gate", name: "Ada" });
  const verification = tokenOf((await mailbox.waitFor(stranger, { subject: /Verify/ })).links[0]);
  await client.post("/api/password/forgot", { email });
  const reset = tokenOf((await mailbox.waitFor(email, { subject: /Choose a new password/ })).links[0]);
  const invited = newAddress();
  expect(
    (await client.post(`/api/v1/organizations/${organization}/invitations`, { email: invited, role: "member" })).status,
  ).toBe(201);
  const invitation = tokenOf((await mailbox.waitFor(invited, { subject: /invites you/ })).links[0]);
  const next = newAddress();
  expect((await client.post("/api/auth/email-change", { new_email: next, current_password: password })).status).toBe(202);
  const change = tokenOf((await mailbox.waitFor(next, { subject: /Confirm/ })).links[0]);

  const { pages, routes } = await allEntrances();
  const real = (path: string) =>
    /^\/(org|api\/v1\/organizations)\//.test(path)
      ? path.replace(UNKNOWN_ID, String(organization))
      : path.replace(UNKNOWN_ID, listed.items[0]?.id ?? "");
  const paths = [
    ...new Set([...pages, ...routes.map(({ path }) => path)].map(real)),
    `/verify-email?token=${verification}`,
    `/reset-password?token=${reset}`,
    `/invite/accept?token=${invitation}`,
    `/account/email/confirm?token=${change}`,
    "/login?next=%2Forg%2Fx",
    "/no/such/page",
    "/api/no/such/route",
  ];
  expect(paths.length).toBeGreaterThan(30);
  const statuses: string[] = [];
  const { before, after } = await aroundDatabase(app, async () => {
    const visit = async (by: ApiClient, method: string, path: string) => {
      const response = await by.request(method, path, undefined, { Accept: "text/html" });
      await response.arrayBuffer();
      statuses.push(`${method} ${path} ${response.status}`);
    };
    for (const path of paths) for (const [method, by] of Object.entries(clients)) await visit(by, method, path);
    let visitor = new ApiClient(app.url);
    for (const [index, path] of paths.entries()) {
      if (index % FROM_ONE_ADDRESS === 0) visitor = new ApiClient(app.url);
      await visit(visitor, "GET", path);
    }
  });
  expect(after).toEqual(before);
  expect(statuses.filter((line) => / (?:429|5\d\d)$/.test(line))).toEqual([]);
  expect(statuses.filter((line) => / 200$/.test(line)).length).toBeGreaterThan(20);

  // Using the links now shows that they were still valid.
  const verified = await client.post("/api/auth/verify-email", {
    token: verification,
    password: "walking through the gate",
  });
  expect(verified.status).toBe(204);
  const accepted = await new ApiClient(app.url).post("/api/invitations/accept", {
    token: invitation,
    name: "Ada",
    password: "walking through the gate",
  });
  expect(accepted.status).toBe(200);
});
