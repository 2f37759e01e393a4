// A TLS proxy on loopback, like the one that a hosting provider puts in front of the app. It streams, passes Host and
// repeated headers unchanged, and sets the X-Forwarded headers.
import { request, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { Certificate } from "./certificate";

const HOP_BY_HOP = new Set(["connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade"]);
const OWN = new Set(["x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"]);

function* pairs(raw: string[]): Generator<[string, string]> {
  for (let at = 0; at + 1 < raw.length; at += 2) yield [raw[at] ?? "", raw[at + 1] ?? ""];
}

function requestHeaders(incoming: IncomingMessage): string[] {
  const headers: string[] = [];
  const addresses: string[] = [];
  for (const [name, value] of pairs(incoming.rawHeaders)) {
    const lower = name.toLowerCase();
    if (lower === "x-forwarded-for") addresses.push(value);
    else if (!HOP_BY_HOP.has(lower) && !OWN.has(lower)) headers.push(name, value);
  }
  addresses.push(incoming.socket.remoteAddress ?? "");
  headers.push("X-Forwarded-For", addresses.join(", "), "X-Forwarded-Proto", "https");
  headers.push("X-Forwarded-Host", incoming.headers.host ?? "");
  return headers;
}

function responseHeaders(answer: IncomingMessage): string[] {
  return [...pairs(answer.rawHeaders)]
    .filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && name.toLowerCase() !== "transfer-encoding")
    .flat();
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const { method, url: path } = incoming;
  const upstream = request({ host: "127.0.0.1", port, method, path, headers: requestHeaders(incoming) });
  upstream.once("response", (answer) => {
    outgoing.sendDate = false;
    outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, responseHeaders(answer));
    outgoing.flushHeaders();
    answer.on("error", () => outgoing.destroy());
    answer.pipe(outgoing);
  });
  upstream.on("error", () => {
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end();
  });
  // Passes a disconnect of the client on to the app, which may still be working on the response.
  outgoing.once("close", () => upstream.destroy());
  incoming.pipe(upstream);
}

export interface TlsProxy {
  close(): void;
}

export function startTlsProxy(port: number, appPort: number, certificate: Certificate): Promise<TlsProxy> {
  const server = createServer({ ...certificate, minVersion: "TLSv1.2" }, (incoming, outgoing) =>
    forward(incoming, outgoing, appPort),
  );
  server.on("tlsClientError", () => undefined);
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve({ close }));
  });
}
