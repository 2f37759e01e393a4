// What the browser gets when a session begins, loses when it ends, and where a person goes from there.
import "server-only";
import type { NewSession } from "@/lib/auth/sessions/create-session";
import { MAILED_LINK_KINDS } from "@/lib/web/cookies/mailed-links";
import { safeRedirect } from "@/lib/web/http/safe-redirect";
import { clearCookie, writeCookie } from "@/lib/web/cookies/write-cookie";

export async function writeSession(session: NewSession): Promise<void> {
  await writeCookie("session", session.token);
}

/** After the password was given here: the browser is known to the account from now on. */
export async function writeSignedIn({
  session,
  deviceCookie,
}: {
  session: NewSession;
  deviceCookie: string;
}): Promise<void> {
  await writeSession(session);
  await writeCookie("device", deviceCookie);
}

/** Takes everything out of the browser that belongs to its person: the session, and the mailed links that they have opened. */
export async function signBrowserOut(): Promise<void> {
  await clearCookie("session");
  for (const link of MAILED_LINK_KINDS) await clearCookie(link);
}

/** After a reset. A browser that was not signed in keeps the link that its person may have been on the way to. */
export async function writeReset({
  wasSignedIn,
  deviceCookie,
}: {
  wasSignedIn: boolean;
  deviceCookie: string;
}): Promise<void> {
  if (wasSignedIn) await signBrowserOut();
  await writeCookie("device", deviceCookie);
}

/** The page of the first organization that is open; of somebody without one the system console, if it is theirs, or the profile. */
export function homeOf(organizations: readonly { slug: string; suspended: boolean }[], isSystemAdmin = false): string {
  const first = organizations.find(({ suspended }) => !suspended);
  if (first) return `/org/${first.slug}`;
  return isSystemAdmin ? "/admin" : "/account/profile";
}

export function landingPath(
  next: unknown,
  organizations: readonly { slug: string; suspended: boolean }[],
  isSystemAdmin: boolean,
): string {
  return safeRedirect(next) ?? homeOf(organizations, isSystemAdmin);
}
