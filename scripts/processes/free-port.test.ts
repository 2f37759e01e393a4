import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { firstFreePort, freePort, isFree } from "./free-port";

test.each(["127.0.0.1", "0.0.0.0", "::1"])("skips a port in use at %s", async (host) => {
  const port = await freePort();
  const server = createServer();
  server.listen(port, host);
  await once(server, "listening");
  expect(await isFree(port)).toBe(false);
  expect(await firstFreePort(port)).toBeGreaterThan(port);
  server.close();
});

test("returns a free port", async () => {
  expect(await isFree(await freePort())).toBe(true);
});
