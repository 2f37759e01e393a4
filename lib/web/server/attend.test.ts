import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { requestContext } from "@/lib/observability/request-context";
import { rememberHttpPrototypes } from "@/tests/factories/http-prototypes";
import { installHttpServer } from "./http-server";

let server: http.Server;
let seen: string[] = [];

/** As in a function: the code that attends to requests is loaded by the first ones. */
let ready: Promise<void> | undefined;
const load = () => (ready ??= sleep(20).then(() => installHttpServer({ loopbackOnly: false })));
const restore = rememberHttpPrototypes();

async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  await load();
  response.setHeader("Vary", "RSC");
  await sleep(5);
  // As deep as a page: the context must be known here.
  await Promise.resolve().then(async () => {
    await sleep(5);
    const context = requestContext();
    seen.push(`${context?.method} ${context?.path}`);
    if (context && request.url === "/closed") context.replacementPage = { status: 404, html: "<p>ours</p>" };
  });
  response.statusCode = request.url === "/closed" ? 404 : 200;
  response.setHeader("Content-Type", "text/html");
  response.end("theirs");
}

beforeAll(async () => {
  process.env.LOG_LEVEL = "info";
  server = http.createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  restore();
});

it("attends to the requests that arrived before it was installed, each with its own context", async () => {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
  const { port } = server.address() as AddressInfo;
  const answers = await Promise.all(
    ["/first", "/closed"].map(async (path) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return {
        path,
        id: response.headers.get("x-request-id"),
        type: response.headers.get("x-content-type-options"),
        text: await response.text(),
      };
    }),
  );
  await vi.waitFor(() => expect(lines.length).toBeGreaterThanOrEqual(2));
  spy.mockRestore();
  expect(answers.map(({ path, type, text }) => [path, type, text])).toEqual([
    ["/first", "nosniff", "theirs"],
    ["/closed", "nosniff", "<p>ours</p>"],
  ]);
  expect(seen.sort()).toEqual(["GET /closed", "GET /first"]);
  const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(
    logged
      .map(({ path, request_id, status }) => ({ path, id: request_id, status }))
      .sort((a, b) => (String(a.path) < String(b.path) ? 1 : -1)),
  ).toEqual([
    { path: "/first", id: answers[0]?.id, status: 200 },
    { path: "/closed", id: answers[1]?.id, status: 404 },
  ]);
});

it("does not leak the context of such a request into the next one on its connection", async () => {
  // Makes the first of the two requests early again.
  restore();
  ready = undefined;
  seen = [];
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const { port } = server.address() as AddressInfo;
  const ask = (path: string) =>
    new Promise<void>((resolve, reject) => {
      http
        .get({ port, host: "127.0.0.1", path, agent }, (response) => response.resume().once("end", resolve))
        .once("error", reject);
    });
  await ask("/one");
  await ask("/two");
  agent.destroy();
  expect(seen).toEqual(["GET /one", "GET /two"]);
});
