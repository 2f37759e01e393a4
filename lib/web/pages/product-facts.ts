// The configuration values that pages may read.
import "server-only";
import { headers } from "next/headers";
import { providerNames } from "@/lib/auth/oauth/providers";
import { env, isDevelopment, takesPayments } from "@/lib/env/server";
import { isPageAtAppUrl } from "@/lib/web/http/own-host";

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

/** Where users can sign in with Google: on this host, or only on the host of APP_URL, to which Google sends them back. */
export async function googleOffer(): Promise<"here" | "elsewhere" | "nowhere"> {
  if (!providerNames().includes("google")) return "nowhere";
  return isPageAtAppUrl(await headers()) ? "here" : "elsewhere";
}

/** Whether users can sign in with Google on this host. */
export async function offersGoogle(): Promise<boolean> {
  return (await googleOffer()) === "here";
}

/** Whether users sign up and create organizations themselves; otherwise a system admin does this for them. */
export function isSelfService(): boolean {
  return env().APP_MODE === "b2c";
}

/** Whether plans and credits can be bought; otherwise a system admin grants plans. */
export function sellsPlans(): boolean {
  return takesPayments();
}

/** The path of the development mailbox, whose mail never left this machine; null outside development. */
export function mailboxPath(): string | null {
  return isDevelopment() ? "/dev/mailbox" : null;
}
