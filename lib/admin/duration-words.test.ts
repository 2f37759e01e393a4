import { expect, it } from "vitest";
import { durationWords } from "./duration-words";

it("says a duration exactly, in the largest unit that divides it", () => {
  const said = [0, 1, 45, 60, 5_400, 3_600, 86_400, 90_000, 2_592_000].map(durationWords);
  expect(said).toEqual([
    "0 seconds",
    "1 second",
    "45 seconds",
    "1 minute",
    "90 minutes",
    "1 hour",
    "1 day",
    "25 hours",
    "30 days",
  ]);
});
