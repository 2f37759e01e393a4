import { describe, expect, it } from "vitest";
import { inHashQueue, type Asker } from "./hash-queue";

/** Work that runs until the test releases it. */
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
  it("runs two hashes at a time, queues up to 150 unknown clients, refuses more with BUSY, and recovers", async () => {
    const held = heldWork();
    const results = Array.from({ length: 160 }, () => inHashQueue("stranger", held.work));
    const settled = Promise.allSettled(results);
    await held.releaseAll();
    const outcomes = await settled;
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
    expect(refused).toHaveLength(8);
    for (const reason of refused)
      expect(reason).toMatchObject({ code: "BUSY", retryAfterSeconds: expect.any(Number) as number });
    expect(held.most()).toBe(2);
    expect(await inHashQueue("stranger", () => Promise.resolve("free"))).toBe("free");
  });

  it("still accepts known clients while unknown clients fill it, and alternates between the two", async () => {
    const held = heldWork();
    const served: Asker[] = [];
    const add = (asker: Asker) => inHashQueue(asker, () => held.work().finally(() => served.push(asker)));
    const known = (index: number) => ({ knownAs: `person-${index}@example.com` });
    const settled = Promise.allSettled([
      ...Array.from({ length: 200 }, () => add("stranger")),
      ...Array.from({ length: 5 }, (_, index) => add(known(index))),
    ]);
    await held.releaseAll();
    const outcomes = await settled;
    expect(outcomes.slice(-5).map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "fulfilled"));
    expect(served.slice(0, 12).filter((asker) => asker !== "stranger")).toHaveLength(5);
  });

  it("refuses known clients, too, if their own queue is full", async () => {
    const held = heldWork();
    const settled = Promise.allSettled(
      Array.from({ length: 60 }, (_, index) => inHashQueue({ knownAs: `person-${index}@example.com` }, held.work)),
    );
    await held.releaseAll();
    expect((await settled).filter(({ status }) => status === "rejected")).toHaveLength(8);
  });

  it("still accepts known clients while one account floods it from all its tagged addresses", async () => {
    const held = heldWork();
    const flood = Array.from({ length: 300 }, (_, index) =>
      inHashQueue({ knownAs: `mallory+${index}@example.com` }, held.work),
    );
    const served: string[] = [];
    const owners = Array.from({ length: 40 }, (_, index) => {
      const knownAs = `owner-${index}@example.com`;
      return inHashQueue({ knownAs }, () => held.work().finally(() => served.push(knownAs)));
    });
    const settled = Promise.allSettled([...flood, ...owners]);
    await held.releaseAll();
    expect((await settled).slice(300).filter(({ status }) => status === "rejected")).toEqual([]);
    expect(served).toHaveLength(40);
  });

  it("continues after a failed hash", async () => {
    const failing = () => inHashQueue("stranger", () => Promise.reject(new Error("no")));
    await Promise.allSettled([failing(), failing(), failing(), failing()]);
    expect(await inHashQueue("stranger", () => Promise.resolve("still there"))).toBe("still there");
  });
});
