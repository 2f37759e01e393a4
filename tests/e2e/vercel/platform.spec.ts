// What works on Vercel although an instance is frozen as soon as it has answered, and what the platform decides.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { OUTPUT } from "@/scripts/vercel/build";
import { readOutput, sizeOfFunction } from "@/scripts/vercel/output";
import { createAccount } from "@/tests/e2e/account";
import { crashOnce, emulatorLines } from "@/tests/e2e/emulator";
import { newAddress, FIRST_PASSWORD } from "@/tests/e2e/journey";
import { valueOf } from "@/tests/e2e/raw-http";
import { RawVisitor } from "@/tests/e2e/raw-visitor";
import { headerProblems } from "@/tests/e2e/required-headers";
import { expect, test } from "@/tests/setup/fixtures";

test("sends mail after the response, although the instance is frozen as soon as that work is done", async ({
  app,
  clientAddress,
  mailbox,
}) => {
  const visitor = new RawVisitor(app.url, clientAddress);
  for (let count = 0; count < 3; count += 1) {
    const email = newAddress();
    const answer = await visitor.post("/api/auth/signup", { email, password: FIRST_PASSWORD, name: "Mia Mail" });
    expect(answer.status).toBe(202);
    await mailbox.waitFor(email, { subject: /Verify/, timeoutSeconds: 5 });
  }
});

test("runs the jobs for the scheduler's secret at the deployment's own host, which serves nothing else", async ({
  app,
  clientAddress,
}) => {
  const visitor = new RawVisitor(app.url, clientAddress);
  const own = ["Host", "gatehouse-1234567890.vercel.test"] as const;
  const secret = ["Authorization", `Bearer ${app.cron_secret}`] as const;
  const cron = await visitor.get("/api/cron", [own, secret]);
  expect([cron.status, Object.keys((JSON.parse(cron.body) as { jobs: object }).jobs).length > 0]).toEqual([200, true]);
  expect((await visitor.get("/api/cron", [own])).status).toBe(401);
  expect((await visitor.send("/api/cron", { method: "HEAD", headers: [own, secret] })).status).toBe(405);
  expect((await visitor.get("/login", [own, ["Accept", "text/html"]])).status).toBe(400);
  expect((await visitor.post("/api/auth/login", { email: newAddress(), password: "x" }, [own])).status).toBe(400);
  expect((await visitor.get("/api/cron", [["Host", "old.vercel.test"], secret])).status).toBe(400);
});

test("redirects a trailing slash with every required header, and never to another origin", async ({
  app,
  clientAddress,
}) => {
  const visitor = new RawVisitor(app.url, clientAddress);
  for (const [path, location] of [
    ["/login/", "/login"],
    ["/login/?next=%2Faccount%2Fprofile", "/login?next=%2Faccount%2Fprofile"],
    ["/api/config/", "/api/config"],
    ["/nope///", "/nope"],
  ]) {
    const answer = await visitor.get(path ?? "", [["Accept", "text/html"]]);
    const given = new URL(valueOf(answer, "Location"), app.url);
    expect([path, answer.status, given.origin, given.pathname + given.search]).toEqual([
      path,
      308,
      new URL(app.url).origin,
      location,
    ]);
    expect(valueOf(answer, "Content-Security-Policy")).not.toBe("");
  }
});

test("does not mistake a burst of requests for a slow Redis", async ({ app, clientAddress, mailbox }) => {
  // Many of these requests wait for a cold instance.
  test.setTimeout(120_000);
  const { email, password } = await createAccount(app.url, mailbox);
  const visitor = new RawVisitor(app.url, clientAddress);
  expect((await visitor.post("/api/auth/login", { email, password })).status).toBe(200);
  const answers = await Promise.all(Array.from({ length: 160 }, () => visitor.get("/api/auth/session")));
  // On a slow machine, a request may wait too long for one of the few connections.
  expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(100);
  expect(readFileSync(app.logFile, "utf8")).not.toContain("rate limit store fails");
});

test("sends the static page for errors if a function fails, with the headers of the app", async ({ app, clientAddress }) => {
  test.setTimeout(120_000);
  const visitor = new RawVisitor(app.url, clientAddress);
  for (const [at, path] of [
    ["/login", `/login?crash=${randomUUID()}`],
    ["/api/[[...path]]", `/api/config?crash=${randomUUID()}`],
  ] as const) {
    await crashOnce(app, at, path);
    const answer = await visitor.get(path, [["Accept", "text/html"]]);
    expect([path, answer.status, answer.body.includes("Something went wrong")]).toEqual([path, 500, true]);
    const [{ reason } = {}] = emulatorLines(app, valueOf(answer, "X-Vercel-Id")).filter((line) => line.level === "error");
    expect(reason).toBe("The function ended before it responded.");
    if (at === "/login") expect(headerProblems(answer, { kind: "failure", strict: true, onVercel: true })).toEqual([]);
    expect((await visitor.get(path, [["Accept", "text/html"]])).status).toBe(200);
  }
});

test("lets the platform refuse a body over 4.5 MB, and answer for a middleware that fails", async ({
  app,
  clientAddress,
}) => {
  const visitor = new RawVisitor(app.url, clientAddress);
  const tooLarge = await visitor.post("/api/auth/login", { email: "x".repeat(4.6 * 1024 * 1024), password: "x" });
  expect([tooLarge.status, tooLarge.body.includes("FUNCTION_PAYLOAD_TOO_LARGE")]).toEqual([413, true]);
  const path = `/login?crash=${randomUUID()}`;
  await crashOnce(app, "/_middleware", path);
  const failed = await visitor.get(path);
  expect([failed.status, failed.body.includes("MIDDLEWARE_INVOCATION_FAILED")]).toEqual([500, true]);
  for (const answer of [tooLarge, failed]) {
    expect(headerProblems(answer, { kind: "platform", strict: true, onVercel: true })).toEqual([]);
  }
});

test("has a static page for errors, without anything that the policy blocks", async ({
  app,
  page,
  clientAddress,
  problems,
}) => {
  problems.allow(/500/);
  const answer = await new RawVisitor(app.url, clientAddress).get("/500", [["Accept", "text/html"]]);
  expect([answer.status, valueOf(answer, "Content-Type")]).toEqual([500, "text/html; charset=utf-8"]);
  expect(answer.body).not.toMatch(/<script|<style|style=|nonce=/);
  await page.goto("/500");
  await expect(page.getByRole("heading", { name: "Something went wrong" })).toBeVisible();
  // The style sheet is loaded.
  expect(await page.locator("h1").evaluate((heading) => getComputedStyle(heading).fontWeight)).toBe("600");
});

test("builds functions of less than 50 MB each", () => {
  const sizes = readOutput(OUTPUT).functions.map((folder) => ({
    name: path.relative(path.join(OUTPUT, "functions"), folder),
    megabytes: Math.round(sizeOfFunction(process.cwd(), folder) / 100_000) / 10,
  }));
  console.log(sizes.map(({ name, megabytes }) => `${name}: ${megabytes} MB`).join("\n"));
  expect(sizes.length).toBeGreaterThanOrEqual(4);
  expect(sizes.filter(({ megabytes }) => megabytes === 0 || megabytes >= 50)).toEqual([]);
});
