// On Vercel, the middleware and the pages run in different processes, and instances come and go. A request still has one id,
// one log line and one client address, even if it is the first of an instance.
import { readFileSync } from "node:fs";
import { emulatorLines, retireInstances } from "@/tests/e2e/emulator";
import { FIRST_PASSWORD } from "@/tests/e2e/journey";
import { linesOfRequest, logLines } from "@/tests/e2e/log-lines";
import { valueOf, type HeaderList, type RawAnswer } from "@/tests/e2e/raw-http";
import { RawVisitor } from "@/tests/e2e/raw-visitor";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

// Each test starts several instances.
test.describe.configure({ timeout: 120_000 });

const HTML: HeaderList = [["Accept", "text/html"]];
/** The function that serves most pages, and the one that serves the API. The builder names a function after one of its paths. */
const [PAGES, API] = ["account/connections", "api/[[...path]]"];

interface Case {
  method: string;
  path: string;
  status: number;
  headers: HeaderList;
  /** The functions that serve the request. */
  functions: string[];
}

const byMiddleware = (method: string, path: string, status: number, headers = HTML): Case => {
  return { method, path, status, headers, functions: ["_middleware"] };
};
const by = (name: string, path: string, status: number): Case => {
  return { method: "GET", path, status, headers: HTML, functions: ["_middleware", name] };
};

const CASES: Case[] = [
  by(PAGES, "/login", 200),
  by(PAGES, "/no/such/page", 404),
  by(PAGES, "/account/profile", 307),
  by(API, "/api/auth/session", 401),
  by(API, "/api/config", 200),
  byMiddleware("PUT", "/login", 405),
  byMiddleware("GET", "/login/", 308),
  byMiddleware("GET", "/login", 400, [["Host", "evil.test"], ...HTML]),
];

/** Another test may get the new instance first. */
const ATTEMPTS = 5;

/** The functions that the request has started. */
function startedBy(app: Instance, answer: RawAnswer): string[] {
  const lines = emulatorLines(app, valueOf(answer, "X-Vercel-Id"));
  return lines.flatMap(({ message, function: name }) => (message === "cold start" && name ? [name] : []));
}

for (const { method, path, status, headers, functions } of CASES) {
  test(`has one id and one log line with the status that the client got: ${method} ${path} (${status})`, async ({
    app,
    nextAddress,
  }) => {
    const address = nextAddress();
    const visitor = new RawVisitor(app.url, address);
    const ids = new Set<string>();
    const ask = async () => {
      const answer = await visitor.send(path, { method, headers, ...(method === "PUT" ? { body: "" } : {}) });
      const id = valueOf(answer, "X-Request-ID");
      ids.add(id);
      const lines = await linesOfRequest(app, id);
      expect([answer.status, lines]).toMatchObject([status, [{ method, path, status, ip_address: address }]]);
      expect(lines).toHaveLength(1);
      return startedBy(app, answer);
    };
    let started: string[] = [];
    let asked = 0;
    // All processes are cold at the same time.
    while (asked < ATTEMPTS && started.length < functions.length) {
      await retireInstances(app);
      started = await ask();
      asked += 1;
    }
    expect(started.toSorted()).toEqual(functions.toSorted());
    // Warm.
    await ask();
    expect(ids.size).toBe(asked + 1);
  });
}

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
