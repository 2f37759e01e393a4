import { describe, expect, it } from "vitest";
import { rateLimited } from "./rate-limited";
import { allowedVerdict, refusedVerdict, used } from "./sliding-window";

const MINUTE = 60_000;
const START = MINUTE * 1_000;

describe("the sliding window", () => {
  it.each([
    [{ current: 3, previous: 0 }, 0, 3],
    [{ current: 0, previous: 10 }, 0, 10],
    [{ current: 0, previous: 10 }, 30_000, 5],
    [{ current: 2, previous: 10 }, 45_000, 4],
    [{ current: 0, previous: 3 }, 1, 2],
  ])("estimates %j after %i ms as %i", (counts, elapsed, expected) => {
    expect(used(counts, MINUTE, START + elapsed)).toBe(expected);
  });

  it.each([
    ["the window is full", { current: 5, previous: 0 }, 10_000, 51],
    ["the previous window fades", { current: 1, previous: 5 }, 0, 13],
    ["the previous count is far above the limit", { current: 0, previous: 47 }, 6_000, 48],
    ["the window is about to end", { current: 5, previous: 5 }, 59_999, 1],
  ])(
    "reports the smallest whole number of seconds after which one more request is allowed, when %s",
    (_what, counts, elapsed, wait) => {
      const now = START + elapsed;
      expect(used(counts, MINUTE, now)).toBeGreaterThanOrEqual(5);
      expect(refusedVerdict(5, counts, MINUTE, now).retryAfterSeconds).toBe(wait);
      expect(roomAt(counts, now + wait * 1000)).toBe(true);
      if (wait > 1) expect(roomAt(counts, now + (wait - 1) * 1000)).toBe(false);
    },
  );

  it("reports the limit, the remaining requests and the seconds until the window ends", () => {
    expect(allowedVerdict(5, 2, MINUTE, START + 15_500)).toEqual({
      allowed: true,
      limit: 5,
      remaining: 2,
      resetSeconds: 45,
      retryAfterSeconds: 0,
    });
    expect(rateLimited(refusedVerdict(5, { current: 5, previous: 0 }, MINUTE, START))).toMatchObject({
      code: "RATE_LIMITED",
      retryAfterSeconds: 61,
      usedUp: { limit: 5, resetSeconds: 60 },
    });
  });
});

/** Whether a limit of five allows one more request at `then`, without any request in between. */
function roomAt(counts: { current: number; previous: number }, then: number): boolean {
  const isNextWindow = then >= START + MINUTE;
  return used(isNextWindow ? { current: 0, previous: counts.current } : counts, MINUTE, then) < 5;
}
