// What the browser gets when a session was made, and where a person goes from there.
import "server-only";
import type { NewSession } from "@/lib/auth/sessions/create-session";
import { safeRedirect } from "./safe-redirect";
import { writeCookie } from "./write-cookie";

export async function writeSession(session: NewSession): Promise<void> {
  await writeCookie("session", session.token);
}

/** The page of the first organization that is open, or the profile of somebody without one. */
export function homeOf(organizations: readonly { slug: string; suspended: boolean }[]): string {
  const first = organizations.find(({ suspended }) => !suspended);
  return first ? `/org/${first.slug}` : "/account/profile";
}

export function landingPath(next: unknown, organizations: readonly { slug: string; suspended: boolean }[]): string {
  return safeRedirect(next) ?? homeOf(organizations);
}
