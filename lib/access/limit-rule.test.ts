import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Limit } from "@/lib/rate-limit/limits";
import { systemCaller, type Caller } from "./actor";
import { enforceLimits, inherit, perAddress } from "./limit-rule";

const limitOf = (max: number, windowSeconds: number): Limit => ({ name: randomUUID(), max, windowSeconds });
const from = (ipAddress: string): Caller => {
  const caller = systemCaller(randomUUID());
  return { ...caller, request: { ...caller.request, ipAddress } };
};

describe("enforceLimits", () => {
  it("lets through as often as a limit says, for each address apart", async () => {
    const rules = [perAddress(limitOf(2, 60))];
    await enforceLimits(rules, {}, from("10.0.0.1"));
    await enforceLimits(rules, {}, from("10.0.0.1"));
    await expect(enforceLimits(rules, {}, from("10.0.0.1"))).rejects.toMatchObject({ code: "RATE_LIMITED", status: 429 });
    await enforceLimits(rules, {}, from("10.0.0.2"));
  });

  it("tells the longest wait of all that are used up", async () => {
    const [short, long] = [limitOf(1, 10), limitOf(1, 100_000)];
    const rules = [perAddress(short), perAddress(long)];
    await enforceLimits(rules, {}, from("10.0.0.3"));
    const error: unknown = await enforceLimits(rules, {}, from("10.0.0.3")).catch((thrown: unknown) => thrown);
    expect((error as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(10);
  });

  it("skips a rule whose key says that it does not apply", async () => {
    const rule = { limit: limitOf(1, 60), key: () => null };
    for (let count = 0; count < 5; count += 1) await enforceLimits([rule], {}, from("10.0.0.4"));
  });

  it("inherits from the edge without a rule", async () => {
    expect(inherit).toEqual([]);
    await enforceLimits(inherit, {}, from("10.0.0.5"));
  });
});
