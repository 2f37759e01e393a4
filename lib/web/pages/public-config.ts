// The configuration that clients may know without signing in.
import "server-only";
import { z } from "zod";
import { providerNames } from "@/lib/auth/oauth/providers";
import { env } from "@/lib/env/server";
import type { Fact } from "@/lib/web/adapters/info-route";

export const PublicConfig = z.strictObject({
  app_name: z.string(),
  mode: z.enum(["b2c", "b2b"]),
  /** Other ways to sign in than with a password. */
  providers: z.array(z.string()),
});

export function publicConfig(): Fact {
  return { status: 200, body: { app_name: env().APP_NAME, mode: env().APP_MODE, providers: providerNames() } };
}
