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
  console.log(" ▲ Next.js 16\n   - Local: here\n");
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

it("logs nothing of an object but its kind", () => {
  console.error("failed", { password: "hunter2" }, ["hunter2"], new Map([["key", "hunter2"]]), Object.create(null));
  expect(parsed()[0]?.text).toBe("failed [Object] [Array] [Map] [object]");
  expect(lines.join("")).not.toContain("hunter2");
});

it("masks a token that the limit of the length cuts", () => {
  console.info(`${"x ".repeat(980)}${"t".repeat(43)}`);
  expect(lines.join("")).not.toContain("tttt");
});
