import net from "node:net";
import { describe, expect, it } from "vitest";

describe("a test", () => {
  it.each(["192.0.2.1", "example.com", "2001:db8::1"])("cannot connect to %s", (host) => {
    expect(() => net.connect({ host, port: 9 })).toThrow(host);
    expect(() => net.connect(9, host)).toThrow(host);
  });

  it("cannot fetch from another machine", async () => {
    await expect(fetch("http://192.0.2.1/")).rejects.toMatchObject({
      cause: { message: expect.stringContaining("192.0.2.1") as string },
    });
  });

  it.each(["127.0.0.1", "::1", "localhost"])("can connect to %s", async (host) => {
    const socket = net.connect({ host, port: 1 });
    // Nothing listens there, which is the machine's answer and not the guard's.
    await new Promise((resolve) => socket.once("error", resolve));
    expect(socket.destroyed).toBe(true);
  });
});
