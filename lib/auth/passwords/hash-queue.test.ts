import { describe, expect, it } from "vitest";
import { inHashQueue } from "./hash-queue";

/** Work that lasts until it is released. */
function heldWork() {
  const releases: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const work = () => {
    running += 1;
    most = Math.max(most, running);
    return new Promise<void>((resolve) => releases.push(resolve)).finally(() => (running -= 1));
  };
  const releaseAll = async () => {
    while (releases.length > 0) {
      releases.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { work, releaseAll, most: () => most };
}

describe("the hash queue", () => {
  it("runs two at a time, lets 200 wait, refuses the rest as BUSY, and is free again afterwards", async () => {
    const held = heldWork();
    const results = Array.from({ length: 210 }, () => inHashQueue(held.work));
    const settled = Promise.allSettled(results);
    await held.releaseAll();
    const outcomes = await settled;
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
    expect(refused).toHaveLength(8);
    for (const reason of refused) expect(reason).toMatchObject({ code: "BUSY", retryAfterSeconds: expect.any(Number) as number });
    expect(held.most()).toBe(2);
    expect(await inHashQueue(() => Promise.resolve("free"))).toBe("free");
  });

  it("goes on after work that fails", async () => {
    const failing = () => inHashQueue(() => Promise.reject(new Error("no")));
    await Promise.allSettled([failing(), failing(), failing(), failing()]);
    expect(await inHashQueue(() => Promise.resolve("still there"))).toBe("still there");
  });
});
