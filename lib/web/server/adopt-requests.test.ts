import http from "node:http";
import { connect, type AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { requestContext } from "@/lib/observability/request-context";
import { rememberHttpPrototypes } from "@/tests/factories/http-prototypes";
import { installHttpServer } from "./http-server";

interface Seen {
  path: string;
  method?: string;
  refusal?: string;
}

const restore = rememberHttpPrototypes();
let server: http.Server;
let port: number;
let seen: Seen[];
let lines: Record<string, unknown>[];
/** As in a function: the first requests load the code that patches the server. */
let loading: Promise<void> | undefined;

const load = () => (loading ??= sleep(20).then(() => installHttpServer({ loopbackOnly: false })));

/** The framework prepares some requests in a function of its own, such as those with its preview cookies. */
async function prepare(response: http.ServerResponse): Promise<void> {
  await sleep(1);
  response.setHeader("Set-Cookie", "__prerender_bypass=");
}

/** Handles a request as the framework does: it first touches the response, and sends it later, from deeper code. */
async function handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  await load();
  if (request.url === "/prepared") await prepare(response);
  if (request.url?.startsWith("/route")) response.once("close", () => undefined);
  else response.setHeader("Vary", "RSC");
  await sleep(5);
  const context = requestContext();
  seen.push({ path: context?.path ?? "", method: context?.method, refusal: context?.refusal?.code });
  if (context && request.url === "/closed") context.replacementPage = { status: 404, html: "<p>ours</p>" };
  if (request.method === "POST") await buffer(request);
  response.statusCode = request.url === "/closed" ? 404 : 200;
  response.setHeader("Content-Type", "text/html");
  response.write("the");
  response.end("irs");
}

beforeEach(async () => {
  restore();
  process.env.LOG_LEVEL = "info";
  [loading, seen, lines] = [undefined, [], []];
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
    return true;
  });
  // A body that the server refuses to wait for ends with an error.
  server = http.createServer((request, response) => void handle(request, response).catch(() => undefined));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  restore();
});

/** Sends these lines unchanged, and reads until the server closes the connection. */
function exchange(...head: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(`${head.join("\r\n")}\r\n\r\n`));
    let text = "";
    socket.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    socket.once("error", reject).once("close", () => resolve(text));
  });
}

const requestLines = () => lines.filter(({ message }) => message === "request");

it("tracks the requests in flight, each with its own context, headers, page and log line", async () => {
  const answers = await Promise.all(
    ["/first", "/closed", "/route", "/prepared"].map(async (path) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      const [id, type] = ["x-request-id", "x-content-type-options"].map((name) => response.headers.get(name));
      return { path, id, type, text: await response.text() };
    }),
  );
  await vi.waitFor(() => expect(lines).toHaveLength(4));
  expect(answers.map(({ path, type, text }) => [path, type, text])).toEqual([
    ["/first", "nosniff", "theirs"],
    ["/closed", "nosniff", "<p>ours</p>"],
    ["/route", "nosniff", "theirs"],
    ["/prepared", "nosniff", "theirs"],
  ]);
  expect(seen.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    "GET /closed",
    "GET /first",
    "GET /prepared",
    "GET /route",
  ]);
  for (const { path, id } of answers) {
    expect(lines).toContainEqual(expect.objectContaining({ path, request_id: id, status: path === "/closed" ? 404 : 200 }));
  }
});

it("does not leak the context of such a request into the next one on its connection", async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (path: string) =>
    new Promise<void>((resolve, reject) => {
      http
        .get({ port, host: "127.0.0.1", path, agent }, (response) => response.resume().once("end", resolve))
        .once("error", reject);
    });
  await ask("/one");
  await ask("/two");
  agent.destroy();
  expect(seen.map(({ path }) => path)).toEqual(["/one", "/two"]);
});

it.each([
  ["TRACE", 405, "METHOD_NOT_ALLOWED", "TRACE", "/route", ["Host: a.test"]],
  ["TRACE of a page", 405, "METHOD_NOT_ALLOWED", "TRACE", "/page", ["Host: a.test"]],
  ["two hosts", 400, "MALFORMED_REQUEST", "GET", "/route", ["Host: a.test", "Host: b.test"]],
  ["two hosts at a page", 400, "MALFORMED_REQUEST", "GET", "/page", ["Host: a.test", "Host: b.test"]],
  ["an absolute target", 400, "MALFORMED_REQUEST", "GET", "http://a.test/route", ["Host: a.test"]],
])("refuses %s in flight (%i), and closes its connection", async (_, status, code, method, target, hosts) => {
  const answer = await exchange(`${method} ${target} HTTP/1.1`, ...hosts);
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(head).toMatch(/^Connection: close$/m);
  expect(head).toMatch(/^X-Content-Type-Options: nosniff$/m);
  const [, id] = /^X-Request-ID: (.*)$/m.exec(head) ?? [];
  // The body has one chunk.
  expect(JSON.parse(/\{.*\}/.exec(body)?.[0] ?? "")).toMatchObject({ code, request_id: id });
  // The framework goes on, but the adapters find the refusal.
  await vi.waitFor(() => expect(seen).toEqual([expect.objectContaining({ refusal: code })]));
  await vi.waitFor(() => expect(requestLines()).toEqual([expect.objectContaining({ request_id: id, status })]));
});

it("ends a request in flight whose body does not arrive in time (408), and closes its connection", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  const answer = exchange("POST /route HTTP/1.1", "Host: a.test", "Content-Length: 10");
  await vi.waitFor(() => expect(seen).toHaveLength(1));
  await vi.advanceTimersByTimeAsync(14_000);
  expect(requestLines()).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await answer).toMatch(/^HTTP\/1\.1 408 [^]*^Connection: close$[^]*"code":"REQUEST_TIMEOUT"/m);
  await vi.waitFor(() => expect(requestLines()).toEqual([expect.objectContaining({ path: "/route", status: 408 })]));
});

it("leaves a response that has begun alone", async () => {
  server.removeAllListeners("request");
  server.on("request", (_request, response: http.ServerResponse) => {
    response.write("begun");
    installHttpServer({ loopbackOnly: false });
    response.end();
  });
  expect(await exchange("TRACE /x HTTP/1.1", "Host: a.test", "Connection: close")).toContain("begun");
  expect(lines).toEqual([]);
});

it.each([
  ["closes the connection of a request in flight that did not come over loopback, in development", "192.0.2.1", ""],
  ["serves a request in flight that came over loopback, in development", "127.0.0.1", "HTTP/1.1 200 OK"],
])("%s", async (_, localAddress, status) => {
  server.on("connection", (socket) => Object.defineProperty(socket, "localAddress", { value: localAddress }));
  server.removeAllListeners("request");
  server.on("request", (_request, response: http.ServerResponse) => {
    installHttpServer({ loopbackOnly: true });
    response.setHeader("Vary", "RSC");
    response.end("theirs");
  });
  const answer = await exchange("GET /x HTTP/1.1", "Host: a.test", "Connection: close");
  expect(answer.split("\r\n")[0]).toBe(status);
  await vi.waitFor(() => expect(requestLines()).toHaveLength(status ? 1 : 0));
});
