import { randomUUID } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { sessionCredential } from "@/tests/factories/credentials";
import { env } from "@/lib/env/server";
import { someLimit } from "@/tests/factories/limits";
import { systemCaller, type Caller } from "./actor";
import { enforceLimits, isQuietlyRefused } from "./enforce-limits";
import { generalLimitOnly, perAccount, perAddress, perContainment, perWriter } from "./limit-rule";

const from = (ipAddress: string): Caller => {
  const caller = systemCaller(randomUUID());
  return { ...caller, request: { ...caller.request, ipAddress } };
};

const counted = <Input, C extends Caller>(input: Input, caller: C) => ({ input, caller, found: undefined });

describe("enforceLimits", () => {
  it("allows exactly the limit's number of requests per IP address", async () => {
    const rules = [perAddress(someLimit(2, 60))];
    await enforceLimits(rules, counted({}, from("10.0.0.1")));
    await enforceLimits(rules, counted({}, from("10.0.0.1")));
    await expect(enforceLimits(rules, counted({}, from("10.0.0.1")))).rejects.toMatchObject({
      code: "RATE_LIMITED",
      status: 429,
    });
    await enforceLimits(rules, counted({}, from("10.0.0.2")));
  });

  it("reports the first exhausted limit, and counts nothing against the limits after it", async () => {
    const [short, long] = [someLimit(1, 10), someLimit(2, 100_000)];
    const rules = [perAddress(short), perAddress(long)];
    await enforceLimits(rules, counted({}, from("10.0.0.3")));
    await expect(enforceLimits(rules, counted({}, from("10.0.0.3")))).rejects.toMatchObject({ usedUp: { limit: 1 } });
    await enforceLimits([perAddress(long)], counted({}, from("10.0.0.3")));
    await expect(enforceLimits([perAddress(long)], counted({}, from("10.0.0.3")))).rejects.toMatchObject({
      usedUp: { limit: 2 },
    });
  });

  it("counts all tagged email addresses of a mailbox as one", async () => {
    const rules = [perAccount(someLimit(2, 60))];
    await enforceLimits(rules, counted({ email: "ada+1@example.com" }, from("10.0.0.7")));
    await enforceLimits(rules, counted({ email: "ada@example.com" }, from("10.0.0.8")));
    await expect(enforceLimits(rules, counted({ email: "ada+2@example.com" }, from("10.0.0.9")))).rejects.toMatchObject({
      code: "RATE_LIMITED",
    });
    await enforceLimits(rules, counted({ email: "grace+1@example.com" }, from("10.0.0.7")));
  });

  it("logs a quiet refusal, without the email address, and does not throw", async () => {
    const written: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((line) => written.push(String(line)) > 0);
    env().LOG_LEVEL = "info";
    const rules = [perAccount(someLimit(1, 60))];
    const ask = () => isQuietlyRefused(rules, counted({ email: "ada@example.com" }, from("192.0.2.77")), "test.quiet");
    expect([await ask(), await ask()]).toEqual([false, true]);
    env().LOG_LEVEL = "silent";
    expect(written.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ level: "warn", code: "RATE_LIMITED", operation: "test.quiet", ip_address: "192.0.2.77" }),
    ]);
    expect(written.join("")).not.toContain("ada");
  });

  it("skips a rule whose key is null", async () => {
    const rule = { limit: someLimit(1, 60), key: () => null };
    for (let count = 0; count < 5; count += 1) await enforceLimits([rule], counted({}, from("10.0.0.4")));
  });

  it("counts containment actions per session and other writes per user, so that an intruder cannot use up the owner's containment limit", async () => {
    const user = { id: randomUUID(), email: "ada@example.com", name: "Ada", isSystemAdmin: false };
    const signedIn = () => {
      const credential = sessionCredential();
      return { ...from("10.0.0.6"), actor: { kind: "user" as const, user, credential } };
    };
    const [intruder, owner] = [signedIn(), signedIn()];
    for (let count = 0; count < 20; count += 1) await enforceLimits([perContainment], counted({}, intruder));
    await expect(enforceLimits([perContainment], counted({}, intruder))).rejects.toMatchObject({ usedUp: { limit: 20 } });
    await enforceLimits([perContainment], counted({}, owner));
    for (let count = 0; count < 300; count += 1) await enforceLimits(perWriter, counted({}, intruder));
    await expect(enforceLimits(perWriter, counted({}, owner))).rejects.toMatchObject({ usedUp: { limit: 300 } });
  });

  it("counts nothing for an operation that declares only the general limit", async () => {
    expect(generalLimitOnly).toEqual([]);
    await enforceLimits(generalLimitOnly, counted({}, from("10.0.0.5")));
  });
});
