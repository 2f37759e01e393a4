// Runs when the process starts. A process with an invalid configuration does not start. Every request is logged, and so is
// every error that reaches the framework.
import type { Instrumentation } from "next";

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { boot } = await import("@/lib/web/server/boot");
  await boot();
}

export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logFrameworkError } = await import("@/lib/web/server/framework-error");
  logFrameworkError(error, request);
};
