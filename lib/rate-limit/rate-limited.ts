// Converts a refusal of the limiter to an error for the client.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { Verdict } from "./sliding-window";

export function rateLimited({ limit, resetSeconds, retryAfterSeconds }: Verdict): AppError {
  return new AppError("RATE_LIMITED", { retryAfterSeconds, usedUp: { limit, resetSeconds } });
}
