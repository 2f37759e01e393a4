import { randomUUID } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { env } from "@/lib/env/server";
import { signForwardedIdentity } from "@/lib/network/forwarded-identity";
import { requestContext } from "@/lib/observability/request-context";
import { rememberHttpPrototypes } from "@/tests/factories/http-prototypes";
import { installHttpServer } from "./http-server";

const restore = rememberHttpPrototypes();
let server: http.Server;
let port: number;

beforeAll(async () => {
  process.env.LOG_LEVEL = "info";
  installHttpServer({ loopbackOnly: true });
  installHttpServer({ loopbackOnly: true });
  server = http.createServer((request, response) => {
    const context = requestContext();
    if (context) context.userId = `seen from ${context.ipAddress}`;
    if (request.url === "/continued") response.setHeader("x-middleware-next", "1");
    response.statusCode = request.url?.startsWith("/missing") ? 404 : 200;
    response.end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
afterAll(restore);

async function linesOf(work: () => Promise<unknown>, atLeast = 1): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
  await work();
  await vi.waitFor(() => expect(lines.length).toBeGreaterThanOrEqual(atLeast));
  spy.mockRestore();
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

it("logs one line per request, without the query, and with the data of the request context", async () => {
  let told: string | null = null;
  const lines = await linesOf(async () => {
    told = (await fetch(`http://127.0.0.1:${port}/missing/page?token=secret`)).headers.get("x-request-id");
  });
  expect(told).toMatch(/^[0-9a-f-]{36}$/);
  expect(lines).toEqual([
    expect.objectContaining({
      message: "request",
      request_id: told,
      method: "GET",
      path: "/missing/page",
      status: 404,
      ip_address: "127.0.0.1",
      duration_ms: expect.any(Number) as number,
      user_id: "seen from 127.0.0.1",
    }),
  ]);
});

it("takes id and client address from the middleware's process, but not from a client", async () => {
  const forwarded = { requestId: randomUUID(), ipAddress: "203.0.113.9" };
  const header = signForwardedIdentity(forwarded);
  const forged = header.replace("203.0.113.9", "203.0.113.8");
  const send = async (value: string) => {
    const headers = { "X-Gatehouse-Forwarded-Identity": value, "X-Request-ID": randomUUID() };
    const [line] = await linesOf(() => fetch(`http://127.0.0.1:${port}/x`, { headers }));
    return { requestId: line?.request_id, ipAddress: line?.ip_address };
  };
  expect(await send(header)).toEqual(forwarded);
  const other = await send(forged);
  expect(other.ipAddress).toBe("127.0.0.1");
  expect(other.requestId).not.toBe(forwarded.requestId);
});

it("leaves the line of a request that the middleware lets continue to the function that responds", async () => {
  const lines = await linesOf(async () => {
    await fetch(`http://127.0.0.1:${port}/continued`);
    await fetch(`http://127.0.0.1:${port}/answered`);
  });
  expect(lines.map(({ path }) => path)).toEqual(["/answered"]);
});

it.each([
  [0, "127.0.0.1"],
  [1, "203.0.113.7"],
  [2, "203.0.113.6"],
  [3, "unknown"],
])("logs the client's IP address as determined behind %i trusted proxies", async (hops, address) => {
  const configured = env().TRUSTED_PROXY_HOPS;
  env().TRUSTED_PROXY_HOPS = hops;
  const headers = { "X-Forwarded-For": "203.0.113.6, 203.0.113.7" };
  const lines = await linesOf(() => fetch(`http://127.0.0.1:${port}/x`, { headers }));
  env().TRUSTED_PROXY_HOPS = configured;
  expect(lines).toEqual([expect.objectContaining({ message: "request", ip_address: address })]);
});

it("logs the requests that the HTTP server itself refuses, with the client's IP address", async () => {
  const lines = await linesOf(
    () =>
      new Promise((resolve) =>
        http.request({ port, host: "127.0.0.1", method: "TRACE", path: "/x?y=secret" }, resolve).end(),
      ),
  );
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(0));
  expect(lines).toContainEqual(
    expect.objectContaining({
      level: "warn",
      message: "refused",
      code: "METHOD_NOT_ALLOWED",
      ip_address: "127.0.0.1",
      method: "TRACE",
      path: "/x",
    }),
  );
});

it("logs one line for each of many concurrent requests", async () => {
  const ask = () => Promise.all(Array.from({ length: 30 }, () => fetch(`http://127.0.0.1:${port}/x`)));
  const lines = await linesOf(ask, 30);
  expect(new Set(lines.map(({ request_id }) => request_id)).size).toBe(30);
});

it("refuses a protocol upgrade and closes its connection", async () => {
  const request = http.request({ port, host: "127.0.0.1", headers: { Connection: "Upgrade", Upgrade: "websocket" } });
  server.on("upgrade", () => expect.unreachable("the upgrade went through"));
  const [response] = (await once(request.end(), "response")) as [http.IncomingMessage];
  expect(response.statusCode).toBe(400);
  await once(response.resume(), "end");
  expect(request.socket?.destroyed).toBe(true);
});

it("prevents line breaks in a path from forging log lines", async () => {
  const lines = await linesOf(() => fetch(`http://127.0.0.1:${port}/a%0A{"level":"info"}`));
  expect(lines).toHaveLength(1);
});
