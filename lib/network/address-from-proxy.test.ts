// The address that a proxy in front reports counts only with the proxy's secret; without it, the platform's counts.
import type http from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { env } from "@/lib/env/server";
import { clientAddressOf } from "./client-address-of";

const SECRET = "p-0123456789-0123456789-0123456789";
const PREVIOUS = "q-0123456789-0123456789-0123456789";
const PROXY = "192.0.2.1";
const CLIENT = "203.0.113.7";
const configured = { ...env() };

beforeEach(() => {
  Object.assign(env(), {
    TRUSTED_PROXY_HOPS: 1,
    CLIENT_ADDRESS_HEADER: "cf-connecting-ip",
    CLIENT_ADDRESS_SECRET: SECRET,
    CLIENT_ADDRESS_SECRET_PREVIOUS: PREVIOUS,
  });
});

afterEach(() => {
  for (const name of ["CLIENT_ADDRESS_HEADER", "CLIENT_ADDRESS_SECRET", "CLIENT_ADDRESS_SECRET_PREVIOUS"])
    Reflect.deleteProperty(env(), name);
  Object.assign(env(), configured);
});

type Sent = [name: string, value: string][];
const reported: Sent = [["cf-connecting-ip", CLIENT]];
const verified = (address: string, secret = SECRET): Sent => [
  ["x-origin-verify", secret],
  ["cf-connecting-ip", address],
];

/** As the framework and as Node provide the headers. Both join repeated ones. */
function addresses(sent: Sent): string[] {
  const all: Sent = [["x-forwarded-for", PROXY], ...sent];
  const raw: http.IncomingHttpHeaders = {};
  for (const [name, value] of all) raw[name] = raw[name] === undefined ? value : `${raw[name]?.toString()}, ${value}`;
  return [new Headers(all), raw].map((headers) => clientAddressOf(headers, PROXY).ipAddress);
}

const both = (address: string) => [address, address];

describe("the address that a proxy in front reports", () => {
  it.each([
    [CLIENT, CLIENT],
    [` ${CLIENT} `, CLIENT],
    ["2001:DB8::7", "2001:db8::7"],
    ["[2001:db8::7]:443", "2001:db8::7"],
    ["::ffff:203.0.113.7", CLIENT],
    ["203.0.113.7:51234", CLIENT],
  ])("is the client's if the proxy's secret is right: %j", (value, address) => {
    expect(addresses(verified(value))).toEqual(both(address));
    expect(addresses(verified(value, PREVIOUS))).toEqual(both(address));
  });

  it.each<[string, Sent]>([
    ["the secret is missing", reported],
    ["the secret is empty", verified(CLIENT, "")],
    ["the secret is wrong", verified(CLIENT, SECRET.replace("p", "P"))],
    ["the secret is only a part", verified(CLIENT, SECRET.slice(0, -1))],
    ["the secret is longer", verified(CLIENT, `${SECRET}0`)],
    ["the secret is sent twice", [...verified(CLIENT), ["x-origin-verify", SECRET]]],
    ["a guess precedes the secret", [["x-origin-verify", "guess"], ...verified(CLIENT)]],
    ["the secret is in another header", [...reported, ["authorization", SECRET]]],
    ["the address is missing", [["x-origin-verify", SECRET]]],
    ["the address is empty", verified("")],
    ["the address is a name", verified("example.com")],
    ['the address is "unknown"', verified("unknown")],
    ["the address is invalid", verified("203.0.113.777")],
    ["there is a list of addresses", verified(`198.51.100.9, ${CLIENT}`)],
    ["the address is sent twice", [...verified(CLIENT), ["cf-connecting-ip", CLIENT]]],
  ])("is ignored, so that the platform's counts, if %s", (_why, sent) => {
    expect(addresses(sent)).toEqual(both(PROXY));
  });

  it("is ignored, with any secret, if no header is configured", () => {
    Reflect.deleteProperty(env(), "CLIENT_ADDRESS_HEADER");
    expect(addresses(verified(CLIENT))).toEqual(both(PROXY));
    Reflect.deleteProperty(env(), "CLIENT_ADDRESS_SECRET");
    expect(addresses(verified(CLIENT, "undefined"))).toEqual(both(PROXY));
  });
});
