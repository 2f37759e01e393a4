// What pages may know of the configuration.
import "server-only";
import { env } from "@/lib/env/server";

export function passwordMinLength(): number {
  return env().PASSWORD_MIN_LENGTH;
}

/** Whether people sign up and make organizations by themselves, or an admin of the system does it for them. */
export function isSelfService(): boolean {
  return env().APP_MODE === "b2c";
}
