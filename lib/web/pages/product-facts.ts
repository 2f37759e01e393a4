// The configuration values that pages may read.
import "server-only";
import { providerNames } from "@/lib/auth/oauth/providers";
import { env, isDevelopment } from "@/lib/env/server";

/** The URL of the published source, without a trailing slash. */
export function repositoryUrl(): string | undefined {
  return env().REPOSITORY_URL;
}

/** The origin of the site, for absolute URLs that are used outside it. */
export function siteUrl(): string {
  return env().APP_URL;
}

/** Whether search engines may index the site. Only production is meant to be found. */
export function isListed(): boolean {
  return env().APP_ENV === "prod";
}

export function passwordMinLength(): number {
  return env().PASSWORD_MIN_LENGTH;
}

/** Whether users can sign in with Google. */
export function offersGoogle(): boolean {
  return providerNames().includes("google");
}

/** Whether users sign up and create organizations themselves; otherwise a system admin does this for them. */
export function isSelfService(): boolean {
  return env().APP_MODE === "b2c";
}

/** The path of the development mailbox, whose mail never left this machine; null outside development. */
export function mailboxPath(): string | null {
  return isDevelopment() ? "/dev/mailbox" : null;
}
