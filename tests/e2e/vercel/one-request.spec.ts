// On Vercel, the middleware and the pages run in different processes, and instances come and go. A request still has one id,
// one log line and one client address, even if it is the first of an instance, as every tenth request here is.
import { readFileSync } from "node:fs";
import { FIRST_PASSWORD } from "@/tests/e2e/journey";
import { linesOfRequest, logLines } from "@/tests/e2e/log-lines";
import { valueOf, type HeaderList } from "@/tests/e2e/raw-http";
import { RawVisitor } from "@/tests/e2e/raw-visitor";
import { expect, test } from "@/tests/setup/fixtures";

const HTML: HeaderList = [["Accept", "text/html"]];

test("has one log line with the status that the client got, whichever process answered", async ({ app, nextAddress }) => {
  const visitor = new RawVisitor(app.url, nextAddress());
  const cases: [string, string, number, HeaderList][] = [
    ["GET", "/login", 200, HTML],
    ["GET", "/no/such/page", 404, HTML],
    ["GET", "/account/profile", 307, HTML],
    ["GET", "/api/auth/session", 401, []],
    ["GET", "/api/config", 200, []],
    // The middleware answers these itself.
    ["PUT", "/login", 405, HTML],
    ["GET", "/login/", 308, HTML],
    ["GET", "/login", 400, [["Host", "evil.test"], ...HTML]],
  ];
  const asked: { id: string; method: string; path: string; status: number }[] = [];
  // In some of these rounds, a cold instance serves the request.
  for (let round = 0; round < 4; round += 1) {
    for (const [method, path, status, headers] of cases) {
      const answer = await visitor.send(path, { method, headers, ...(method === "PUT" ? { body: "" } : {}) });
      expect([path, answer.status]).toEqual([path, status]);
      asked.push({ id: valueOf(answer, "X-Request-ID"), method, path, status });
    }
  }
  expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
  for (const { id, method, path, status } of asked) {
    const lines = await linesOfRequest(app, id);
    expect(lines).toMatchObject([{ method, path, status }]);
    expect(lines).toHaveLength(1);
  }
});

test("counts the request that an action makes for the next page for the client, under the action's id", async ({
  app,
  mailbox,
  nextAddress,
}) => {
  const address = nextAddress();
  const email = await new RawVisitor(app.url, nextAddress()).signUpAndIn(mailbox);
  const answer = await new RawVisitor(app.url, address).callAction("/login", { email, password: FIRST_PASSWORD });
  const [, home = ""] = /^(\/org\/[a-z0-9-]+);push$/.exec(valueOf(answer, "X-Action-Redirect")) ?? [];
  const lines = await linesOfRequest(app, valueOf(answer, "X-Request-ID"), 2);
  expect(lines.map(({ method, path, ip_address }) => [method, path, ip_address]).sort()).toEqual([
    ["GET", home, address],
    ["POST", "/login", address],
  ]);
});

test("writes nothing but lines of JSON to its log once it runs", async ({ app }) => {
  const [, afterStart = ""] = readFileSync(app.logFile, "utf8").split("Ctrl-C stops it.");
  expect(logLines(app).length).toBeGreaterThan(0);
  expect(afterStart.split("\n").filter((line) => line !== "" && !line.startsWith("{"))).toEqual([]);
});
