// A request has one id, wherever it is shown or stored, and a client cannot choose it.
import { createAccount, enter } from "@/tests/e2e/account";
import { inDatabase } from "@/tests/e2e/database";
import { FIRST_PASSWORD, newAddress } from "@/tests/e2e/journey";
import { linesOfRequest, logLines } from "@/tests/e2e/log-lines";
import { valueOf } from "@/tests/e2e/raw-http";
import { CLAIMED_REQUEST_ID, RawVisitor } from "@/tests/e2e/raw-visitor";
import { expect, test } from "@/tests/setup/fixtures";

test("has one id in response, body, log, audit log, mail and error page, and never the client's", async ({
  app,
  clientAddress,
  mailbox,
  page,
}) => {
  const visitor = new RawVisitor(app.url, clientAddress);
  const email = newAddress();
  const signUp = await visitor.post("/api/auth/signup", { email, password: FIRST_PASSWORD, name: "Una Id" });
  const id = valueOf(signUp, "X-Request-ID");
  expect(await linesOfRequest(app, id)).toMatchObject([
    { method: "POST", path: "/api/auth/signup", status: 202, ip_address: clientAddress },
  ]);
  const entries = await inDatabase<{ action: string; ip_address: string }>(
    app,
    `SELECT action, ip_address FROM audit_log WHERE request_id = $1`,
    id,
  );
  expect(entries).toEqual([{ action: "auth.sign-up", ip_address: clientAddress }]);
  expect((await mailbox.waitFor(email, { subject: /Verify/ })).text).toContain(id);

  const refusal = await visitor.post("/api/auth/login", { email: newAddress(), password: "not the password" });
  expect(JSON.parse(refusal.body)).toMatchObject({ request_id: valueOf(refusal, "X-Request-ID") });

  await enter(page, await createAccount(app.url, mailbox));
  const [response] = await Promise.all([page.waitForResponse(/\/org\/nobodys$/), page.goto("/org/nobodys")]);
  const shown = response.headers()["x-request-id"] ?? "";
  await expect(page.locator("main")).toContainText(shown);
  expect(await linesOfRequest(app, shown)).toMatchObject([{ path: "/org/nobodys", status: 404, ip_address: clientAddress }]);

  expect(JSON.stringify(logLines(app))).not.toContain(CLAIMED_REQUEST_ID);
  expect(await inDatabase(app, `SELECT 1 FROM audit_log WHERE request_id = $1`, CLAIMED_REQUEST_ID)).toEqual([]);
});
