import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { endedRecently, recordEnding } from "./recent-endings";

it("reports that a user's sessions ended recently, for one minute after the last one ended", () => {
  const [person, other] = [randomUUID(), randomUUID()];
  expect(endedRecently(person, 0)).toBe(false);
  recordEnding(person, 1_000);
  expect(endedRecently(person, 1_000)).toBe(true);
  expect(endedRecently(person, 61_000)).toBe(true);
  expect(endedRecently(person, 61_001)).toBe(false);
  expect(endedRecently(other, 1_000)).toBe(false);
  recordEnding(person, 50_000);
  expect(endedRecently(person, 100_000)).toBe(true);
});
