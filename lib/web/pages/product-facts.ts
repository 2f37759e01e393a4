// The configuration that pages may know.
import "server-only";
import { env } from "@/lib/env/server";

export function passwordMinLength(): number {
  return env().PASSWORD_MIN_LENGTH;
}

/** Whether people sign up and create organizations themselves, or a system admin does it for them. */
export function isSelfService(): boolean {
  return env().APP_MODE === "b2c";
}
