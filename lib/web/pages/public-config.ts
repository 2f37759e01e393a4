// The configuration that clients may know without signing in.
import "server-only";
import { env } from "@/lib/env/server";
import type { Fact } from "@/lib/web/adapters/info-route";

export function publicConfig(): Fact {
  return { status: 200, body: { app_name: env().APP_NAME, mode: env().APP_MODE, providers: [] } };
}
