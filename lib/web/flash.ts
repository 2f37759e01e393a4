// One word from an action to the next page: what was done. Only words of this table are ever shown, so a
// planted cookie says nothing new. The middleware clears it when a page was sent.
import "server-only";
import { sentCookie } from "./sent-cookie";
import { writeCookie } from "./write-cookie";

const FLASHES = {
  "email-verified": "Your e-mail address is verified. You can sign in now.",
  "password-reset": "Your new password is set. Sign in with it.",
  "password-changed": "Your password is changed. Other devices were signed out.",
  "email-change-asked": "Check your mail at the new address: the change is done once you confirm it there.",
  "email-change-canceled": "Your e-mail address stays as it is.",
  "email-changed": "Your e-mail address is changed. Other devices were signed out.",
  "email-changed-sign-in": "The e-mail address is changed. Sign in with the new one.",
  "account-deleted": "Your account is deleted. We sent you a last mail to say so.",
  "profile-saved": "Your profile is saved.",
  "session-ended": "The device was signed out.",
  "sessions-ended": "All other devices were signed out.",
  "role-changed": "The role is changed.",
  "member-removed": "The person was removed. They can no longer open this organization.",
  "invitation-sent": "The person is invited. The mail is on its way, unless this address was sent too many today.",
  "invitation-resent": "A new link is on its way, unless this address was sent too many today: then the one before it stays.",
  "invitation-revoked": "The invitation is revoked. Its link no longer works.",
  "organization-joined": "Welcome. You are a member now.",
  "note-created": "The note is created.",
  "note-saved": "The note is saved.",
  "note-deleted": "The note is deleted.",
  "organization-left": "You left the organization.",
  "organization-made": "The organization is there. An invitation for its first admin is on its way.",
  "admin-invited": "The invitation is on its way.",
  "organization-suspended": "The organization is suspended. Its members are out at their next request.",
  "organization-resumed": "The organization is open to its members again.",
  "organization-made-unmailed":
    "The organization is there, but its invitation was not mailed: the address has got too many mails today. Please invite the admin again from this page tomorrow, or another address now.",
  "admin-invited-unmailed":
    "The invitation was not mailed: the address has got too many mails today. A link that it got before stays as it is. Invite it again tomorrow, or another address now.",
  "user-suspended": "The user is suspended, and signed out everywhere.",
  "user-resumed": "The user can sign in again.",
  "user-signed-out": "The user was signed out everywhere.",
  "reset-link-sent": "A link to choose a new password is on its way to the user.",
  "system-admin-granted": "The user is a system admin from their next sign-in on.",
  "system-admin-revoked": "The user is no system admin any more, and was signed out everywhere.",
  "setting-changed": "The setting is changed.",
  "organization-created": "Your organization is there, and you are its admin.",
  "organization-saved": "The settings are saved.",
  "organization-deleted": "The organization was deleted, with all that was in it.",
  "signed-out": "You are signed out.",
} as const;

type Flash = keyof typeof FLASHES;

/** Done, but not all of it. */
const WARNINGS: ReadonlySet<string> = new Set<Flash>(["organization-made-unmailed", "admin-invited-unmailed"]);

/** Where an action leads on, and what is said there. */
export async function goOn(redirectTo: string, flash: Flash): Promise<{ redirectTo: string }> {
  await writeCookie("flash", flash);
  return { redirectTo };
}

/** What to say on the page being rendered, or null. */
export async function readFlash(): Promise<{ tone: "success" | "warning"; text: string } | null> {
  const word = await sentCookie("flash");
  if (word === null || !Object.hasOwn(FLASHES, word)) return null;
  return { tone: WARNINGS.has(word) ? "warning" : "success", text: FLASHES[word as Flash] };
}
