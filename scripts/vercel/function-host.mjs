// One instance of a function, as the platform runs it: loads the handler of the given folder and serves it over loopback,
// with the platform's request context. Tells the parent process when it is ready, when a request or work after a response
// begins, and when all of that has ended, because then the platform freezes the instance.
import { AsyncLocalStorage } from "node:async_hooks";
import { readFileSync } from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { Readable } from "node:stream";

const folder = process.argv[2];
const config = JSON.parse(readFileSync(path.join(folder, ".vc-config.json"), "utf8"));
const contexts = new AsyncLocalStorage();
globalThis[Symbol.for("@vercel/request-context")] = { get: () => contexts.getStore() };

let underWay = 0;
function track(promise) {
  if (underWay === 0) process.send({ kind: "busy" });
  underWay += 1;
  const done = () => {
    underWay -= 1;
    if (underWay === 0) process.send({ kind: "idle" });
  };
  promise.then(done, done);
}

/** Serves a handler that takes a Request and returns a Response. */
function webListener(handle) {
  return async (incoming, outgoing) => {
    const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
    const headers = new Headers();
    for (let at = 0; at < incoming.rawHeaders.length; at += 2)
      headers.append(incoming.rawHeaders[at], incoming.rawHeaders[at + 1]);
    const url = `https://${incoming.headers.host}${incoming.url}`;
    const body = hasBody ? { body: Readable.toWeb(incoming), duplex: "half" } : {};
    const response = await handle(new Request(url, { method: incoming.method, headers, ...body }));
    const cookies = response.headers.getSetCookie();
    const others = [...response.headers].filter(([name]) => name !== "set-cookie");
    for (const [name, value] of others) outgoing.setHeader(name, value);
    if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
    outgoing.writeHead(response.status);
    if (response.body) for await (const chunk of response.body) outgoing.write(chunk);
    outgoing.end();
  };
}

const handler = createRequire(path.join(folder, "package.json"))(path.join(folder, config.handler));
const listener = config.useWebApi ? webListener(handler) : handler;

const server = http.createServer((request, response) => {
  track(new Promise((resolve) => response.once("close", resolve)));
  const context = { headers: request.headers, url: request.url, waitUntil: track };
  contexts.run(context, async () => {
    try {
      await listener(request, response);
    } catch (error) {
      console.error(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { "x-emulator-threw": "1" }).end();
    }
  });
});
// The emulator is the only client, and reuses its connections.
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  process.send({ kind: "ready", port: server.address().port });
});
process.on("disconnect", () => process.exit());
