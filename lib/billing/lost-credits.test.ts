import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lostCredits } from "./lost-credits";

/** What a pack can be: see lib/env/credit-packs.ts. */
const pack = fc.record({
  credits: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  amountCents: fc.integer({ min: 1, max: 99_999_999 }),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });
const partOf = (amountCents: number, part: number) => Math.floor(amountCents * part);

describe("the credits of a payment that is lost in part", () => {
  it.each([
    [100n, { amountCents: 300, lostCents: 0 }, 0n],
    [100n, { amountCents: 300, lostCents: 100 }, 33n],
    [100n, { amountCents: 300, lostCents: 299 }, 99n],
    [100n, { amountCents: 300, lostCents: 300 }, 100n],
    [100n, { amountCents: 300, lostCents: 301 }, 100n],
    [100n, { amountCents: 300, lostCents: -1 }, 0n],
    [100n, { amountCents: 0, lostCents: 0 }, 0n],
  ])("of %s with %j are %s", (credits, payment, lost) => {
    expect(lostCredits(credits, payment)).toBe(lost);
  });

  it("are the exact share, rounded down by less than one credit, and all of them only with the whole payment", () => {
    fc.assert(
      fc.property(pack, share, ({ credits, amountCents }, part) => {
        const lostCents = partOf(amountCents, part);
        const lost = lostCredits(credits, { amountCents, lostCents });
        const [taken, due] = [lost * BigInt(amountCents), credits * BigInt(lostCents)];
        expect(taken <= due && due < taken + BigInt(amountCents)).toBe(true);
        expect(lost < credits || lostCents === amountCents).toBe(true);
        expect(lostCredits(credits, { amountCents, lostCents: amountCents })).toBe(credits);
      }),
    );
  });

  it("never become fewer when more of the payment is lost", () => {
    fc.assert(
      fc.property(pack, share, share, ({ credits, amountCents }, one, other) => {
        const lostWith = (part: number) => lostCredits(credits, { amountCents, lostCents: partOf(amountCents, part) });
        expect(lostWith(Math.min(one, other)) <= lostWith(Math.max(one, other))).toBe(true);
      }),
    );
  });
});
