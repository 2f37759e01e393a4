import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { rememberHttpPrototypes } from "@/tests/factories/http-prototypes";
import { pushOnClose } from "./push-on-close";

const steps: string[] = [];
let restore: () => void;

beforeEach(() => {
  steps.length = 0;
  restore = rememberHttpPrototypes();
  pushOnClose(async () => {
    steps.push("push begins");
    await sleep(50);
    steps.push("push ends");
  });
});
afterEach(() => restore());

it("pushes after the last request of a server that is stopped, and before the server counts as closed", async () => {
  const server = http.createServer((_request, response) => {
    setTimeout(() => {
      steps.push("response");
      response.end();
    }, 100);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answered = fetch(url, { headers: { Connection: "close" } });
  await sleep(50);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await answered;
  expect(steps).toEqual(["response", "push begins", "push ends"]);
});

it("closes after five seconds, whatever a push waits for", { timeout: 20_000 }, async () => {
  pushOnClose(() => new Promise(() => undefined));
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stoppedAt = performance.now();
  const alive = setInterval(() => undefined, 1_000);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(alive);
  const duration = performance.now() - stoppedAt;
  expect(duration).toBeGreaterThan(4_500);
  expect(duration).toBeLessThan(15_000);
});

it("passes on the error of a server that is not running", async () => {
  const error = await new Promise((resolve) => http.createServer().close(resolve));
  expect(error).toMatchObject({ code: "ERR_SERVER_NOT_RUNNING" });
});
