import { expect, it } from "vitest";
import { isLoopbackHost } from "./hosts";

it.each([
  ["127.0.0.1", true],
  ["127.8.9.1", true],
  ["LOCALHOST", true],
  ["::1", true],
  ["[::1]", true],
  ["::ffff:127.0.0.1", true],
  ["192.0.2.1", false],
  ["::ffff:192.0.2.1", false],
  ["2001:db8::1", false],
  ["127.0.0.1.evil.test", false],
  ["localhost.evil.test", false],
  ["", false],
])("classifies %j as loopback: %s", (host, expected) => expect(isLoopbackHost(host)).toBe(expected));
