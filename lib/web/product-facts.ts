// What pages may know of the configuration.
import "server-only";
import { isSelfService } from "@/lib/auth/sign-up/sign-up";
import { env } from "@/lib/env/server";

export function passwordMinLength(): number {
  return env().PASSWORD_MIN_LENGTH;
}

/** Whether people can sign up by themselves. */
export function canSignUp(): boolean {
  return isSelfService();
}
