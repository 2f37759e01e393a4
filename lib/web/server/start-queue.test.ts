import { expect, it } from "vitest";
import { startInTurn } from "./start-queue";

const turn = () => new Promise((resolve) => setImmediate(resolve));

it("starts four tasks immediately, and the others in order in later turns of the event loop", async () => {
  const started: number[] = [];
  for (let i = 0; i < 10; i += 1) startInTurn(() => started.push(i));
  expect(started).toEqual([0, 1, 2, 3]);
  for (let turns = 0; turns < 5; turns += 1) await turn();
  expect(started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  startInTurn(() => started.push(10));
  expect(started).toContain(10);
});
