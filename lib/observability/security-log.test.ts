import { randomUUID } from "node:crypto";
import { beforeEach, expect, it, vi } from "vitest";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { traceRefusal } from "./security-log";

/** Codes that also occur in legitimate use, and codes of the app's own failures. */
const UNTRACED: ErrorCode[] = [
  "VALIDATION_ERROR",
  "EMAIL_NOT_VERIFIED",
  "FEATURE_DISABLED",
  "REQUEST_TIMEOUT",
  "PAGE_UPDATED",
  "CONFLICT",
  "LAST_ORG_ADMIN",
  "HAS_ORG_ADMIN",
  "PLAN_IN_USE",
  "PLAN_HAS_PRICE",
  "LAST_SYSTEM_ADMIN",
  "ALREADY_MEMBER",
  "OAUTH_CANCELLED",
  "OAUTH_SIGN_UP_CLOSED",
  "OAUTH_IN_USE",
  "OAUTH_LINKED_ALREADY",
  "LAST_SIGN_IN_METHOD",
  "OAUTH_UNAVAILABLE",
  "UNSUPPORTED_MEDIA_TYPE",
  "QUOTA_EXCEEDED",
  "METRICS_NOT_SCRAPED",
  "UPSTREAM_FAILED",
  "MODEL_PRICE_MISSING",
  "BUSY",
  "INTERNAL_ERROR",
];

const written: string[] = [];
const lines = () =>
  written.map((line) => JSON.parse(line) as { code: ErrorCode; ip_address: string; operation: string; count: number });

beforeEach(() => {
  env().LOG_LEVEL = "info";
  written.length = 0;
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
});

const refusedAt = (ipAddress: string) => ({ requestId: randomUUID(), ipAddress, operation: "test.probe" });

it("logs every refusal that may be part of an attack, with the IP address", () => {
  const codes = Object.keys(ERROR_CODES) as ErrorCode[];
  for (const code of codes) traceRefusal(new AppError(code), refusedAt("198.51.100.7"));
  expect(lines().map(({ code }) => code)).toEqual(codes.filter((code) => !UNTRACED.includes(code)));
  expect(new Set(lines().map(({ ip_address, operation }) => `${ip_address} ${operation}`))).toEqual(
    new Set(["198.51.100.7 test.probe"]),
  );
});

it("counts a refusal once, even if it passes through several layers", () => {
  const error = new AppError("ACCESS_DENIED");
  for (let layer = 0; layer < 3; layer += 1) traceRefusal(error, refusedAt("198.51.100.8"));
  traceRefusal(new AppError("ACCESS_DENIED"), refusedAt("198.51.100.8"));
  expect(lines().map(({ count }) => count)).toEqual([1, 2]);
});
