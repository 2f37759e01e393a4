// Reports that the process is alive. Checks no dependency, so that a slow database does not get the process killed.
import "server-only";
import { z } from "zod";

export const Liveness = z.strictObject({ status: z.literal("up") });

export function liveness(): { status: number; body: object } {
  return { status: 200, body: { status: "up" } };
}
