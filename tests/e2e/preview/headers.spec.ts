// Response headers that the tests of the strict instance cannot check: those of responses without TLS, and those of refusals
// before the framework reads the request, because the strict instance's TLS proxy does not forward such requests.
import { inDatabase } from "@/tests/e2e/database";
import { FIRST_PASSWORD } from "@/tests/e2e/journey";
import { sendLines, valueOf, valuesOf, type RawAnswer } from "@/tests/e2e/raw-http";
import { CLAIMED_REQUEST_ID, RawVisitor } from "@/tests/e2e/raw-visitor";
import { headerProblems, type AnswerKind } from "@/tests/e2e/required-headers";
import { expect, test } from "@/tests/setup/fixtures";

const CLAIM = `X-Request-ID: ${CLAIMED_REQUEST_ID}`;

interface EarlyRefusal {
  what: string;
  status: number;
  target: string;
  hosts: (ours: string) => string[];
}

const ours = (host: string) => [host];

const EARLY_REFUSALS: EarlyRefusal[] = [
  { what: "the same host twice", status: 400, target: "GET /login", hosts: (host) => [host, host] },
  { what: "a second host", status: 400, target: "GET /login", hosts: (host) => [host, "evil.test"] },
  { what: "a second host at the API", status: 400, target: "GET /api/config", hosts: (host) => [host, "evil.test"] },
  { what: "an absolute target", status: 400, target: "GET http://localhost/login", hosts: ours },
  { what: "an asterisk", status: 400, target: "OPTIONS *", hosts: ours },
  { what: "TRACE of a page", status: 405, target: "TRACE /login", hosts: ours },
  { what: "TRACE of the API", status: 405, target: "TRACE /api/config", hosts: ours },
  { what: "TRACE of a file", status: 405, target: "TRACE /icon.svg", hosts: ours },
];

const problems = (answer: RawAnswer, kind: AnswerKind) => headerProblems(answer, { kind, strict: false });

for (const { what, status, target, hosts } of EARLY_REFUSALS) {
  test(`refuses ${what} (${status}) with every required header once, and closes the connection`, async ({ app }) => {
    const lines = hosts(new URL(app.url).host).map((host) => `Host: ${host}`);
    const answer = await sendLines(app.url, [`${target} HTTP/1.1`, ...lines, CLAIM]);
    expect(answer.status).toBe(status);
    expect(problems(answer, "api")).toEqual([]);
    expect(valuesOf(answer, "Connection")).toEqual(["close"]);
    expect(answer.body).toContain(`"request_id":"${valueOf(answer, "X-Request-ID")}"`);
  });
}

test("refuses an HTTP/1.0 request without a host (400) with every required header once", async ({ app }) => {
  const answer = await sendLines(app.url, ["GET /login HTTP/1.0"]);
  expect(answer.status).toBe(400);
  expect(problems(answer, "page")).toEqual([]);
});

test("sends every required header once without TLS, except HSTS", async ({ app, clientAddress }) => {
  const visitor = new RawVisitor(app.url, clientAddress);
  const kinds: Record<string, AnswerKind> = {
    "/": "page",
    "/login": "page",
    "/account/profile": "page",
    "/no/such": "page",
    "/dev/mailbox": "page",
    "/api/config": "api",
    "/api/auth/session": "api",
    "/api/dev/mailbox": "api",
    "/icon.svg": "file",
    "/opengraph-image.png": "file",
    "/favicon.ico": "file",
  };
  for (const [path, kind] of Object.entries(kinds)) expect(problems(await visitor.get(path), kind), path).toEqual([]);
});

test("gives the redirect of a server action the same request id as its audit entry", async ({
  app,
  mailbox,
  clientAddress,
  nextAddress,
}) => {
  const email = await new RawVisitor(app.url, clientAddress).signUpAndIn(mailbox);
  const person = { email, password: FIRST_PASSWORD };
  const answer = await new RawVisitor(app.url, nextAddress()).callAction("/login", person);
  expect(valuesOf(answer, "X-Action-Redirect")).toHaveLength(1);
  const rows = await inDatabase<{ request_id: string }>(
    app,
    `SELECT request_id FROM audit_log WHERE user_id = (SELECT id FROM users WHERE email = $1)
     ORDER BY created_at DESC, id DESC LIMIT 1`,
    email,
  );
  expect(rows.map((row) => row.request_id)).toEqual([valueOf(answer, "X-Request-ID")]);
});
