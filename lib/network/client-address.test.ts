import { describe, expect, it } from "vitest";
import { clientAddress, UNKNOWN_ADDRESS } from "./client-address";

describe("the client's address", () => {
  it("is the socket's address if there is no proxy, whatever headers the client sends", () => {
    expect(clientAddress("1.2.3.4", 0, "10.0.0.1")).toBe("10.0.0.1");
    expect(clientAddress(undefined, 0, "::ffff:10.0.0.1")).toBe("10.0.0.1");
    expect(clientAddress("1.2.3.4", 0, undefined)).toBe(UNKNOWN_ADDRESS);
  });

  it.each([
    ["203.0.113.7", 1, "203.0.113.7"],
    ["1.1.1.1, 203.0.113.7", 1, "203.0.113.7"],
    ["9.9.9.9, 203.0.113.7, 10.0.0.2", 2, "203.0.113.7"],
    [" 2001:DB8::1 ", 1, "2001:db8::1"],
    ["::ffff:203.0.113.7", 1, "203.0.113.7"],
    ["203.0.113.7:443", 1, "203.0.113.7"],
    ["[2001:db8::1]", 1, "2001:db8::1"],
    ["9.9.9.9, [2001:DB8::1]:443", 1, "2001:db8::1"],
  ])("is the address that the outermost trusted proxy recorded: %s with %i trusted proxies", (header, hops, address) => {
    expect(clientAddress(header, hops, "10.0.0.1")).toBe(address);
  });

  it("is unknown if the trusted proxies did not record it, and never comes from the client's own header", () => {
    expect(clientAddress("203.0.113.7", 2, "10.0.0.1")).toBe(UNKNOWN_ADDRESS);
    expect(clientAddress(undefined, 1, "10.0.0.1")).toBe(UNKNOWN_ADDRESS);
    expect(clientAddress("", 1, "10.0.0.1")).toBe(UNKNOWN_ADDRESS);
  });

  it.each([
    "example.com",
    "999.1.1.1",
    "999.1.1.1:80",
    "<script>",
    "203.0.113.7\r\nX: 1",
    "[::1",
    "[example.com]:80",
    "2001:db8::1]:80",
    ":80",
  ])("is unknown if the recorded value is not an address: %j", (entry) => {
    expect(clientAddress(entry, 1, "10.0.0.1")).toBe(UNKNOWN_ADDRESS);
  });
});
