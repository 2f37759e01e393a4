// A page visit renews the session cookie together with the session, and a late response does not restore the cookie of an
// ended session.
import { createAccount } from "@/tests/e2e/account";
import { organizationOf, withDatabase } from "@/tests/e2e/database";
import { FIRST_PASSWORD, SECOND_PASSWORD } from "@/tests/e2e/journey";
import { plantSession } from "@/tests/e2e/planted-session";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

const HTML = { Accept: "text/html" };

const sessionIn = (response: Response) => response.headers.getSetCookie().find((line) => line.startsWith("session_id="));

test("renews the cookie of a valid session on a page visit, and no other cookie", async ({
  app,
  mailbox,
  clientAddress,
}) => {
  const { email } = await createAccount(app.url, mailbox);
  const { value } = await plantSession(app, email);
  const visit = (token: string, path = "/account/profile", headers: Record<string, string> = HTML) =>
    fetch(`${app.url}${path}`, {
      headers: { ...headers, Cookie: `session_id=${token}`, "X-Forwarded-For": clientAddress },
      redirect: "manual",
    });
  expect(sessionIn(await visit(value))).toMatch(
    new RegExp(`^session_id=${value}; Path=/; .*Max-Age=86400; HttpOnly; SameSite=lax$`),
  );
  expect(sessionIn(await visit(value, "/"))).toContain(value);
  expect(sessionIn(await visit(value, "/account/profile", { ...HTML, "Sec-Purpose": "prefetch" }))).toBeUndefined();
  expect(sessionIn(await visit("u".repeat(43)))).toBeUndefined();
  expect(sessionIn(await visit("u".repeat(43), "/"))).toBeUndefined();
});

const ENDINGS = {
  "the password changes": (app: Instance, headers: Record<string, string>) =>
    fetch(`${app.url}/api/password/update`, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify({ current_password: FIRST_PASSWORD, new_password: SECOND_PASSWORD }),
    }),
  "another tab signs out": (app: Instance, headers: Record<string, string>) =>
    fetch(`${app.url}/api/auth/logout`, { method: "POST", headers }),
};

for (const [what, end] of Object.entries(ENDINGS)) {
  test(`sends no session cookie with a response that was in progress while ${what}`, async ({
    app,
    mailbox,
    clientAddress,
  }) => {
    const { email } = await createAccount(app.url, mailbox);
    const { slug } = await organizationOf(app, email);
    const { value } = await plantSession(app, email);
    const headers = { Cookie: `session_id=${value}`, Origin: app.url, "X-Forwarded-For": clientAddress };
    const page = () => fetch(`${app.url}/org/${slug}/invitations`, { headers: { ...headers, ...HTML } });
    expect(sessionIn(await page())).toContain(value);

    const late = await withDatabase(app, async (client) => {
      // The page finds its session valid and then waits for its list.
      await client.query("BEGIN");
      await client.query("LOCK TABLE invitations IN ACCESS EXCLUSIVE MODE");
      const answer = page();
      await expect
        .poll(async () => {
          const { rows } = await client.query<{ waiting: boolean }>(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'invitations'::regclass AND NOT granted) AS waiting",
          );
          return rows[0]?.waiting;
        })
        .toBe(true);
      expect((await end(app, headers)).status).toBe(204);
      await client.query("COMMIT");
      return answer;
    });
    expect(late.status).toBe(200);
    expect(sessionIn(late)).toBeUndefined();
  });
}
