// What the browser gets when a session was made, and where a person goes from there.
import "server-only";
import type { NewSession } from "@/lib/auth/sessions/create-session";
import { safeRedirect } from "./safe-redirect";
import { writeCookie } from "./write-cookie";

export async function writeSession(session: NewSession): Promise<void> {
  await writeCookie("session", session.token);
}

/** The first organization's page; of somebody without one the system console, if it is theirs, or the profile. */
export function homeOf(organizations: readonly { slug: string }[], isSystemAdmin: boolean): string {
  const [first] = organizations;
  if (first) return `/org/${first.slug}`;
  return isSystemAdmin ? "/admin" : "/account/profile";
}

export function landingPath(next: unknown, organizations: readonly { slug: string }[], isSystemAdmin: boolean): string {
  return safeRedirect(next) ?? homeOf(organizations, isSystemAdmin);
}
