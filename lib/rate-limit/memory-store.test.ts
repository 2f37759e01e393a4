import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { countInMemory } from "./memory-store";

const HOUR = 3_600_000;
const START = HOUR * 500;

it("lets as many through as the limit says, in any sliding hour", () => {
  const key = randomUUID();
  const at = (minutes: number) => countInMemory("limit", key, 4, HOUR, START + minutes * 60_000).allowed;
  expect([0, 10, 20, 30, 40, 59].map(at)).toEqual([true, true, true, true, false, false]);
  expect([60, 61, 62, 76].map(at)).toEqual([false, true, false, true]);
});

it("counts every key apart", () => {
  const [one, other] = [randomUUID(), randomUUID()];
  expect(countInMemory("limit", one, 1, HOUR, START).allowed).toBe(true);
  expect(countInMemory("limit", one, 1, HOUR, START).allowed).toBe(false);
  expect(countInMemory("limit", other, 1, HOUR, START).allowed).toBe(true);
});

it("does not count who is refused, so that the wait it tells is true", () => {
  const key = randomUUID();
  expect(countInMemory("limit", key, 1, HOUR, START).remaining).toBe(0);
  const { retryAfterSeconds } = countInMemory("limit", key, 1, HOUR, START + 1000);
  for (let count = 0; count < 50; count += 1) countInMemory("limit", key, 1, HOUR, START + 2000);
  expect(countInMemory("limit", key, 1, HOUR, START + 1000 + retryAfterSeconds * 1000).allowed).toBe(true);
});

it("stays bounded under a flood of invented keys, and keeps who is stopped, under this limit and under others", () => {
  const [stopped, resting] = [randomUUID(), randomUUID()];
  const [short, long] = [randomUUID(), randomUUID()];
  countInMemory(short, stopped, 1, HOUR, START);
  countInMemory(long, resting, 1, HOUR, START);
  for (let count = 0; count < 120_000; count += 1) {
    countInMemory(short, `flood ${count}`, 1, HOUR, START);
    if (count % 40_000 === 0) expect(countInMemory(short, stopped, 1, HOUR, START).allowed).toBe(false);
  }
  const { gatehouseWindows } = globalThis as { gatehouseWindows?: Map<string, Map<string, unknown>> };
  expect(gatehouseWindows?.get(short)?.size).toBe(50_000);
  expect(countInMemory(short, stopped, 1, HOUR, START).allowed).toBe(false);
  expect(countInMemory(long, resting, 1, HOUR, START).allowed).toBe(false);
});
