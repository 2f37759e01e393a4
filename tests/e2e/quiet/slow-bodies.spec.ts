// Clients whose bodies arrive slowly are disconnected, and do not delay others.
import { longestDelay } from "@/tests/e2e/metrics";
import { FORM_TYPE } from "@/tests/e2e/form-body";
import { rawRequest } from "@/tests/e2e/raw-request";
import { uniqueAddress } from "@/tests/factories/addresses";
import { expect, test } from "@/tests/setup/fixtures";

/** The pages and routes that the bodies are sent to. */
const TARGETS = [
  { path: "/api/auth/login", type: "application/json" },
  { path: "/login", type: FORM_TYPE },
];
/** The longest delay in ms that the bodies may cause for other requests. */
const MAX_DELAY_MS = 200;

test("disconnects fifty clients whose bodies trickle in, and stays responsive", async ({ app }) => {
  test.setTimeout(60_000);
  // Loads the code of the targets before anything is measured.
  for (const { path, type } of TARGETS) {
    const headers = { "Content-Type": type, "X-Forwarded-For": uniqueAddress() };
    await (await fetch(app.url + path, { method: "POST", headers, body: "{" })).arrayBuffer();
  }
  await longestDelay(app.url);
  const { host } = new URL(app.url);
  const answers = await Promise.all(
    Array.from({ length: 25 }, () => TARGETS)
      .flat()
      .map(({ path, type }) => {
        const head = `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: ${uniqueAddress()}\r\nContent-Type: ${type}\r\nContent-Length: 1000\r\n\r\n`;
        const pieces = [head, ...Array.from({ length: 30 }, () => "{")];
        return rawRequest(app.url, pieces, { everyMs: 1_000, patienceMs: 25_000 });
      }),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([408]));
  expect(await longestDelay(app.url)).toBeLessThan(MAX_DELAY_MS);
  expect((await fetch(`${app.url}/api/health`)).status).toBe(200);
});
