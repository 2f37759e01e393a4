import { expect, it, vi } from "vitest";
import { fileResponse } from "./file-response";

const dispositionOf = (name: string) =>
  fileResponse({ name, type: "text/csv", body: "" }).headers.get("content-disposition");

it.each([
  ["audit-log-north-2026-11-21.csv", "audit-log-north-2026-11-21.csv"],
  ['a".exe"; filename*=utf-8', "a-.exe---filename--utf-8"],
  ["../../etc/passwd", "-..-etc-passwd"],
  ["line\r\nSet-Cookie: a", "line--Set-Cookie--a"],
  ["naïve.csv", "na-ve.csv"],
])("offers a file named %j as %s", (name, safe) => {
  expect(dispositionOf(name)).toBe(`attachment; filename="${safe}"`);
});

it("streams a file no faster than the client reads it, and aborts the transfer if producing the file fails", async () => {
  const made: number[] = [];
  async function* pieces() {
    for (let piece = 0; piece < 100; piece += 1) {
      made.push(piece);
      yield await Promise.resolve(`${piece} `);
    }
  }
  const reader = fileResponse({ name: "a", type: "text/plain", body: pieces() }).body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("0 ");
  await reader?.cancel();
  expect(made.length).toBeLessThan(4);

  async function* failing() {
    yield await Promise.resolve("half");
    throw new Error("the database is gone");
  }
  await expect(fileResponse({ name: "a", type: "text/plain", body: failing() }).text()).rejects.toThrow();
});

it("aborts a stream after five minutes, and then produces no more of the file", async () => {
  vi.useFakeTimers();
  try {
    let made = 0;
    let isOver = false;
    async function* pieces() {
      try {
        for (;;) {
          made += 1;
          yield await Promise.resolve("piece");
        }
      } finally {
        isOver = true;
      }
    }
    const reader = fileResponse({ name: "a", type: "text/plain", body: pieces() }).body?.getReader();
    await reader?.read();
    await vi.advanceTimersByTimeAsync(5 * 60_000 - 1);
    await reader?.read();
    const before = made;
    await vi.advanceTimersByTimeAsync(1);
    await expect(reader?.read()).rejects.toThrow();
    expect({ made, isOver }).toEqual({ made: before, isOver: true });
  } finally {
    vi.useRealTimers();
  }
});

it("leaves no timer running after a stream was read to its end or canceled", async () => {
  vi.useFakeTimers();
  try {
    const piece = async function* () {
      yield await Promise.resolve("all");
    };
    expect(await fileResponse({ name: "a", type: "text/plain", body: piece() }).text()).toBe("all");
    await fileResponse({ name: "a", type: "text/plain", body: piece() }).body?.cancel();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
