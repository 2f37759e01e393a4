import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { countInMemory, MAX_KEYS } from "./memory-store";
import { tightest } from "./sliding-window";

const HOUR = 3_600_000;
const START = HOUR * 500;

const count = (limit: string, key: string, max: number, now = START) =>
  tightest(countInMemory(limit, [{ key, max }], HOUR, now));

it("allows as many requests as the limit says in any sliding hour", () => {
  const key = randomUUID();
  const at = (minutes: number) => count("limit", key, 4, START + minutes * 60_000).allowed;
  expect([0, 10, 20, 30, 40, 59].map(at)).toEqual([true, true, true, true, false, false]);
  expect([60, 61, 62, 76].map(at)).toEqual([false, true, false, true]);
});

it("counts every key separately", () => {
  const [one, other] = [randomUUID(), randomUUID()];
  expect(count("limit", one, 1, START).allowed).toBe(true);
  expect(count("limit", one, 1, START).allowed).toBe(false);
  expect(count("limit", other, 1, START).allowed).toBe(true);
});

it("does not count refused requests, so that the reported retry delay is correct", () => {
  const key = randomUUID();
  expect(count("limit", key, 1, START).remaining).toBe(0);
  const { retryAfterSeconds } = count("limit", key, 1, START + 1000);
  for (let each = 0; each < 50; each += 1) count("limit", key, 1, START + 2000);
  expect(count("limit", key, 1, START + 1000 + retryAfterSeconds * 1000).allowed).toBe(true);
});

it("counts a request against all of its allowances, or against none if any is used up", () => {
  const [limit, wide, one, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const both = (key: string) =>
    countInMemory(
      limit,
      [
        { key, max: 2 },
        { key: wide, max: 3 },
      ],
      HOUR,
      START,
    ).map(({ allowed }) => allowed);
  expect([both(one), both(one), both(one), both(other), both(other)]).toEqual([
    [true, true],
    [true, true],
    [false, true],
    [true, true],
    [true, false],
  ]);
  expect(count(limit, other, 2).remaining).toBe(0);
});

it("keeps a limited number of keys under a flood of random keys, but keeps every exhausted key", () => {
  const [stopped, resting] = [randomUUID(), randomUUID()];
  const [short, long] = [randomUUID(), randomUUID()];
  count(short, stopped, 1);
  count(long, resting, 1);
  for (let number = 0; number < MAX_KEYS + 10; number += 1) count(short, `flood ${number}`, 2);
  expect(count(short, stopped, 1).allowed).toBe(false);
  expect(count(long, resting, 1).allowed).toBe(false);
  const { gatehouseWindows } = globalThis as {
    gatehouseWindows?: Map<string, { open: Map<string, unknown>; usedUp: Map<string, unknown> }>;
  };
  expect(gatehouseWindows?.get(short)?.open.size).toBe(MAX_KEYS);
  expect(gatehouseWindows?.get(short)?.usedUp.size).toBe(1);
});

it("counts new keys together while too many keys are exhausted, and separately afterwards", () => {
  const limit = randomUUID();
  for (let number = 0; number < MAX_KEYS; number += 1) count(limit, `flood ${number}`, 1);
  const passed = Array.from({ length: 150 }, (_, number) => count(limit, `late ${number}`, 1).allowed).filter(Boolean);
  expect(passed).toHaveLength(100);
  expect(count(limit, "flood 0", 1).allowed).toBe(false);
  const later = Array.from({ length: 150 }, (_, number) => count(limit, `late ${number}`, 1, START + 2 * HOUR).allowed);
  expect(later.filter(Boolean)).toHaveLength(150);
  expect(count(limit, "late 0", 1, START + 2 * HOUR).allowed).toBe(false);
});
