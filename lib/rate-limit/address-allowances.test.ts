import { expect, it } from "vitest";
import { someLimit } from "@/tests/factories/limits";
import { addressAllowances } from "./address-allowances";
import { consume } from "./limiter";

const HOUR = 3_600;

it("counts each IPv4 address separately", () => {
  expect(addressAllowances("192.0.2.7")).toEqual([{ key: "192.0.2.7", times: 1 }]);
});

it.each([
  ["/64", (number: number) => `2001:db8:1:1::${number.toString(16)}`, 3],
  ["/56", (number: number) => `2001:db8:1:${(number % 256).toString(16)}::1`, 12],
  ["/48", (number: number) => `2001:db8:1:${number.toString(16)}::1`, 48],
])("limits all addresses of an IPv6 %s together", async (_network, addressOf, ceiling) => {
  const limit = someLimit(3, HOUR);
  let passed = 0;
  for (let number = 0; number < 1_000; number += 1) {
    if ((await consume(limit, addressAllowances(addressOf(number * 37)))).allowed) passed += 1;
  }
  expect(passed).toBe(ceiling);
  expect((await consume(limit, addressAllowances("2001:db8:2::1"))).allowed).toBe(true);
});

it("does not count a request against a /48 if the request was refused for its /64", async () => {
  const limit = someLimit(1, HOUR);
  for (let count = 0; count < 50; count += 1) await consume(limit, addressAllowances("2001:db8:3::1"));
  expect((await consume(limit, addressAllowances("2001:db8:3:1::1"))).allowed).toBe(true);
});
