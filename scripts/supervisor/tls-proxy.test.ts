import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Agent, request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { freePort } from "../processes/free-port";
import { loadCertificate, publicKeyHash, type Certificate } from "./certificate";
import { startTlsProxy, type TlsProxy } from "./tls-proxy";

let folder: string;
let certificate: Certificate;
let app: Server;
let proxy: TlsProxy;
let port: number;
let answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "gatehouse-tls-"));
  certificate = await loadCertificate(folder);
  app = createServer((incoming, outgoing) => answer(incoming, outgoing)).listen(0, "127.0.0.1");
  await once(app, "listening");
  port = await freePort();
  proxy = await startTlsProxy(port, (app.address() as AddressInfo).port, certificate);
});
afterAll(() => {
  proxy.close();
  app.close();
  app.closeAllConnections();
  rmSync(folder, { recursive: true });
});
afterEach(() => (answer = () => undefined));

function send(headers: string[]) {
  // The agent trusts only this certificate, so a successful request also proves that the certificate is valid for localhost.
  const agent = new Agent({ ca: certificate.cert });
  return request({ host: "localhost", port, path: "/p?q=1", agent, headers });
}

async function respond(headers: string[]): Promise<IncomingMessage> {
  const outgoing = send(headers).end();
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  return incoming;
}

test("passes Host and repeated headers unchanged, appends the client's IP address, and sets the scheme and host itself", async () => {
  let seen: string[] = [];
  answer = (incoming, outgoing) => {
    seen = incoming.rawHeaders;
    outgoing
      .writeHead(
        200,
        [
          ["set-cookie", "a=1"],
          ["set-cookie", "b=2"],
        ].flat(),
      )
      .end("ok");
  };
  const host = `localhost:${port}`;
  const forged = ["X-Forwarded-For", "9.9.9.9", "X-Forwarded-Proto", "http", "X-Forwarded-Host", "evil.test"];
  const response = await respond(["Host", host, "Cookie", "a=1", "cookie", "a=2", ...forged]);
  expect(response.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
  const values = (name: string) => seen.filter((_, at) => at % 2 === 1 && seen[at - 1]?.toLowerCase() === name);
  expect(values("host")).toEqual([host]);
  expect(values("cookie")).toEqual(["a=1", "a=2"]);
  expect(values("x-forwarded-for")).toEqual(["9.9.9.9, 127.0.0.1"]);
  expect(values("x-forwarded-proto")).toEqual(["https"]);
  expect(values("x-forwarded-host")).toEqual([host]);
});

test("streams a response, and tells the app when the client has disconnected", async () => {
  const gone = new Promise<void>((resolve) => {
    answer = (incoming, outgoing) => {
      outgoing.write("first");
      outgoing.once("close", resolve);
    };
  });
  const response = await respond(["Host", "localhost"]);
  const [chunk] = (await once(response, "data")) as [Buffer];
  expect(chunk.toString()).toBe("first");
  response.destroy();
  await gone;
});

test("loads the stored certificate again instead of creating a new one", async () => {
  expect(publicKeyHash(await loadCertificate(folder))).toBe(publicKeyHash(certificate));
});
