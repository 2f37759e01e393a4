import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { requestContexts, type RequestContext } from "@/lib/observability/request-context";
import { logFrameworkError } from "./framework-error";

/** As in another bundle. */
class ForeignAppError extends Error {
  override readonly name = "AppError";
  readonly digest = "the-id";
  constructor(readonly code: string) {
    super(code);
  }
}

let lines: Record<string, unknown>[];
beforeEach(() => {
  lines = [];
  env().LOG_LEVEL = "error";
  vi.spyOn(process.stdout, "write").mockImplementation(
    (line) => lines.push(JSON.parse(String(line)) as (typeof lines)[0]) > 0,
  );
});
afterEach(() => {
  env().LOG_LEVEL = "silent";
  vi.restoreAllMocks();
});

function report(error: unknown, retryAfterSeconds?: number): void {
  requestContexts.run({ requestId: "the-id", retryAfterSeconds } as RequestContext, () => {
    logFrameworkError(error, { path: "/login?token=secret", method: "GET" });
  });
}

it("logs an error of a page with its digest and code, and without the query", () => {
  report(Object.assign(new AppError("INTERNAL_ERROR"), { digest: "the-id" }));
  report(new ForeignAppError("BUSY"));
  const line = { message: "page failed", digest: "the-id", method: "GET", path: "/login" };
  expect(lines).toEqual([
    expect.objectContaining({ ...line, code: "INTERNAL_ERROR" }),
    expect.objectContaining({ ...line, code: "BUSY" }),
  ]);
});

it("does not log an unavailable database again, whichever bundle the error comes from", () => {
  report(new ForeignAppError("BUSY"), 5);
  report(Object.assign(new AppError("BUSY"), { digest: "the-id" }), 5);
  expect(lines).toEqual([]);
});

it("logs another error of a request in which the database was unavailable", () => {
  report(new ForeignAppError("INTERNAL_ERROR"), 5);
  report(Object.assign(new Error("broken"), { digest: "another" }), 5);
  expect(lines.map(({ code }) => code)).toEqual(["INTERNAL_ERROR", undefined]);
});
