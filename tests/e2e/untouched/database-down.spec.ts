// Without a database, every entrance says that the service is busy, and shows nothing of the cause.
import { startBareInstance, type BareInstance } from "@/tests/e2e/bare-instance";
import { valueOf, type HeaderList } from "@/tests/e2e/raw-http";
import { RawVisitor } from "@/tests/e2e/raw-visitor";
import { uniqueAddress } from "@/tests/factories/addresses";
import { expect, test } from "@/tests/setup/fixtures";

/** No server is there. */
const DATABASE_URL = "postgresql://app:hunter2@127.0.0.1:1/app";
const SIGNED_IN: HeaderList = [["Cookie", `session_id=${"A".repeat(43)}`]];
const CAUSES = /hunter2|ECONNREFUSED|can't reach|prisma|node_modules|\bat .*\.js/i;

let bare: BareInstance;
test.beforeAll(async () => {
  bare = await startBareInstance(DATABASE_URL, { env: { LOG_LEVEL: "warn" } });
});
test.afterAll(() => bare.stop());

const linesWith = (text: string) =>
  bare
    .output()
    .split("\n")
    .filter((line) => line.includes(text));

async function ask(path: string, headers: HeaderList = []) {
  const answer = await new RawVisitor(bare.url, uniqueAddress()).get(path, [...SIGNED_IN, ...headers]);
  expect([path, answer.status, valueOf(answer, "Retry-After")]).toEqual([path, 503, "5"]);
  expect(answer.body).not.toMatch(CAUSES);
  const requestId = valueOf(answer, "X-Request-ID");
  expect(answer.body).toContain(requestId);
  // The request, the page and its layout ask the database, but the cause is logged once.
  await expect.poll(() => linesWith(requestId)).toEqual([expect.stringContaining("database unavailable")]);
  expect(linesWith("page failed")).toEqual([]);
  return answer;
}

test("answers pages with a page that says so, and works without JavaScript", async () => {
  for (const path of ["/", "/login", "/account/profile", "/org/acme", "/admin", "/no/such/page"]) {
    const answer = await ask(path, [["Accept", "text/html"]]);
    expect(valueOf(answer, "Content-Type")).toBe("text/html; charset=utf-8");
    expect(answer.body).toMatch(/<h1>We are busy right now<\/h1>.*Try again<\/a>/s);
    expect(answer.body).not.toContain("<script");
    expect(answer.body).toContain(`href="${path}"`);
  }
});

test("answers API calls with a problem", async () => {
  for (const path of ["/api/auth/session", "/api/v1/organizations", "/api/v1/organizations/acme/members"]) {
    const answer = await ask(path);
    expect(JSON.parse(answer.body)).toMatchObject({ code: "BUSY", details: {} });
  }
});

test("logs the cause of failed connections once a minute", async () => {
  for (let times = 0; times < 3; times += 1) await ask("/api/auth/session");
  expect(linesWith("cannot connect to the database")).toEqual([expect.stringContaining("ECONNREFUSED")]);
});
