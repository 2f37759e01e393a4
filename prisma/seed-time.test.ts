import { describe, expect, it } from "vitest";
import { DAY_MS, atWork, joiningTimes, systemAdminCreatedAt } from "./seed-time";

const FIRST_NOTE_DAYS_AGO = 75;
const WEEK = Array.from({ length: 7 }, (_, day) => Date.UTC(2026, 10, 29, 23, 59) + day * DAY_MS);

describe("the past of a seeded organization", () => {
  it.each(WEEK.map((now) => new Date(now).toUTCString().slice(0, 16)))(
    "keeps its order on working days: seeded on %s",
    (day) => {
      const now = Date.parse(`${day} 23:59 UTC`);
      const joinings = [0, 1, 2].map((index) => joiningTimes(index, now));
      const times = [
        systemAdminCreatedAt(now),
        ...joinings.flatMap(({ invitedAt, joinedAt, roleChangedAt }) => [invitedAt, joinedAt, roleChangedAt]),
        atWork(FIRST_NOTE_DAYS_AGO, 0, now),
      ].map((date) => date.getTime());
      expect(times).toEqual([...new Set(times)].toSorted((one, other) => one - other));
      for (const time of times) expect([0, 6]).not.toContain(new Date(time).getUTCDay());
    },
  );
});
