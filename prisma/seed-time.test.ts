import { describe, expect, it } from "vitest";
import { DAY_MS, atWork, joiningTimes, systemAdminTimes } from "./seed-time";

const FEATURE_DATA_FROM_DAYS_AGO = 75;
const WEEK = Array.from({ length: 7 }, (_, day) => Date.UTC(2026, 10, 29, 23, 59) + day * DAY_MS);

describe("the past of a seeded organization", () => {
  it.each(WEEK.map((now) => new Date(now).toUTCString().slice(0, 16)))(
    "keeps its order on working days: seeded on %s",
    (day) => {
      const now = Date.parse(`${day} 23:59 UTC`);
      const joinings = [0, 1, 2].map((index) => joiningTimes(index, now));
      const { createdAt, chosePasswordAt, signedInAt } = systemAdminTimes(now);
      const times = [
        ...[createdAt, chosePasswordAt, signedInAt],
        ...joinings.flatMap(({ invitedAt, joinedAt, roleChangedAt }) => [invitedAt, joinedAt, roleChangedAt]),
        atWork(FEATURE_DATA_FROM_DAYS_AGO, 0, now),
      ].map((date) => date.getTime());
      expect(times).toEqual([...new Set(times)].toSorted((one, other) => one - other));
      for (const time of times) expect([0, 6]).not.toContain(new Date(time).getUTCDay());
    },
  );
});
