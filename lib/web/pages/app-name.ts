// The product's name, as configured.
import "server-only";
import { env } from "@/lib/env/server";

export function appName(): string {
  return env().APP_NAME;
}
