import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { logConsole } from "./console-lines";

const original = { ...console };
let lines: string[] = [];

beforeEach(() => {
  process.env.LOG_LEVEL = "info";
  lines = [];
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
  logConsole();
});
afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(console, original);
});

const parsed = () =>
  lines.map(
    (line) =>
      JSON.parse(line) as {
        level: string;
        message: string;
        text?: string;
        error?: { name: string; message: string; stack: string[] };
      },
  );

it("logs each call as one line, however many lines were printed", () => {
  console.log(" ▲ Next.js %s\n   - Local: here\n", "16");
  console.warn("careful");
  expect(lines.map((line) => line.split("\n").length)).toEqual([2, 2]);
  expect(parsed()).toMatchObject([
    { level: "info", message: "console", text: "▲ Next.js 16\n   - Local: here" },
    { level: "warn", message: "console", text: "careful" },
  ]);
});

it("logs an error with its stack, and scrubs it and the text beside it", () => {
  console.error("⨯", "user ada@example.com", new TypeError("no row for ada@example.com"));
  const [line] = parsed();
  expect(line).toMatchObject({ level: "error", error: { name: "TypeError" } });
  expect(line?.error?.stack.length).toBeGreaterThan(0);
  expect(lines.join("")).not.toContain("ada@example.com");
});

it("logs no colors, and only the beginning of a long text", () => {
  console.info(`\u001b[31m${"x ".repeat(5_000)}\u001b[39m`);
  expect(parsed()[0]?.text?.startsWith("x x")).toBe(true);
  expect(lines.join("").length).toBeLessThan(2_500);
});
