import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { env } from "@/lib/env/server";
import { log } from "./log";

const lines: string[] = [];
const configured = env().LOG_LEVEL;

beforeEach(() => {
  lines.length = 0;
  env().LOG_LEVEL = "info";
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    lines.push(String(chunk));
    return true;
  });
});

afterEach(() => {
  env().LOG_LEVEL = configured;
});

const parsed = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

describe("log", () => {
  it("writes one line of JSON, whatever the input contains", () => {
    log.info("request", { path: `/a\n{"level":"error","message":"forged"}\u2028`, status: 200 });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toContain("\n");
    expect(parsed()[0]).toMatchObject({ level: "info", message: "request", status: 200 });
  });

  it("scrubs errors and their causes, and stops at circular causes", () => {
    const cause = new Error("connect postgresql://app:hunter2@db/app");
    const error = new TypeError("no user ada@example.com", { cause });
    cause.cause = error;
    log.error("operation failed", { error });
    expect(lines[0]).not.toMatch(/hunter2|ada@example\.com/);
    expect(parsed()[0]).toMatchObject({
      error: { name: "TypeError", message: "no user [address]", cause: { name: "Error" } },
    });
  });

  it("accepts thrown values that are not errors", () => {
    log.warn("odd", { error: "token=abc" });
    expect(parsed()[0]).toMatchObject({ level: "warn", error: { name: "string" } });
  });

  it("writes nothing below the configured level", () => {
    log.debug("detail");
    env().LOG_LEVEL = "silent";
    log.error("failure");
    expect(lines).toEqual([]);
  });
});
