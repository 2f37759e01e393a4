// The message that an action leaves for the next page. The cookie contains only the message's key in this table and, for
// some messages, an email address, so a planted cookie cannot show arbitrary text. The middleware clears the cookie in the
// response of the page that shows the message.
import "server-only";
import { randomUUID } from "node:crypto";
import type { ActorUser } from "@/lib/access/actor";
import { ERROR_CODES } from "@/lib/errors/codes";
import { FEATURES, type FeatureFlash } from "@/lib/features/features";
import { Email } from "@/lib/auth/schemas";
import { decoded, sentCookie } from "./sent-cookie";
import { sentenceFor } from "@/lib/web/pages/sentence-for";

const FLASHES = {
  "email-verified": "Your e-mail address is verified. You can sign in now.",
  "password-reset": "Your new password is set. Sign in with it.",
  "password-changed": "Your password was changed. All other devices were signed out.",
  "email-change-asked": "Check the inbox of the new address. The change takes effect once you confirm it there.",
  "email-change-canceled": "The change was canceled. Your e-mail address stays the same.",
  "email-changed": "Your e-mail address was changed. All other devices were signed out.",
  "email-changed-sign-in": "The e-mail address was changed. Sign in with the new one.",
  "account-deleted": "Your account was deleted. We sent you a final e-mail to confirm it.",
  "profile-saved": "Your profile was saved.",
  "identity-linked": "Google is linked to your account. You can use it to sign in.",
  "identity-unlinked": "Google is no longer linked to your account.",
  "session-ended": "The device was signed out.",
  "sessions-ended": "All other devices and API clients were signed out.",
  "client-ended": "The API client was signed out.",
  "role-changed": "The role was changed.",
  "member-removed": "The member was removed. They no longer have access to this organization.",
  "invitation-sent": "The invitation to {email} is on its way.",
  "invitation-resent": "A new link is on its way.",
  "invitation-revoked": "The invitation was revoked. Its link no longer works.",
  "api-key-revoked": "The key was revoked. It no longer works.",
  "organization-joined": "Welcome! You are a member now.",
  "organization-left": "You left the organization.",
  "organization-created-invited": "The organization was created. An invitation for its first admin is on its way.",
  "admin-invited": "The invitation is on its way.",
  "organization-suspended": "The organization was suspended. Its members lose access at their next request.",
  "organization-resumed": "The organization was reopened. Its members have access again.",
  "organization-created-unmailed":
    "The organization was created, but its invitation was not sent: the address has received too many e-mails today. Invite the admin again from this page tomorrow, or invite another address now.",
  "admin-invited-unmailed":
    "The invitation was not sent: the address has received too many e-mails today. A link sent earlier keeps working until it expires. Invite the same address again tomorrow, or invite another address now.",
  "user-suspended": "The user was suspended and signed out everywhere.",
  "user-resumed": "The user can sign in again.",
  "user-signed-out": "The user was signed out everywhere.",
  "reset-link-sent": "A link to choose a new password is on its way to the user.",
  "system-admin-granted": "The user is now a system admin and has to sign in again.",
  "system-admin-revoked": "The user is no longer a system admin and was signed out everywhere.",
  "plan-created": "The plan was created.",
  "plan-changed": "The plan was changed, for every organization that has it.",
  "plan-deleted": "The plan was deleted.",
  "default-plan-changed": "This plan is now the default.",
  "plan-granted": "The plan was granted. It applies at once.",
  "plan-withdrawn": "The granted plan was withdrawn.",
  "event-replayed": "The event was handled.",
  "event-failed": "The event could not be handled. It stays in the list, and is tried again.",
  "setting-changed": "The setting was changed.",
  "overage-saved": "The overage of AI credits was saved.",
  "model-price-set": "The prices were saved. They apply to calls that start from now on.",
  "credits-adjusted": "The credits were adjusted.",
  "organization-created": "Your organization was created. You are its admin.",
  "organization-saved": "The settings were saved.",
  "organization-deleted": "The organization and everything in it were deleted.",
  "signed-out": "You are signed out.",
  "signed-in-as-another": ERROR_CODES.SIGNED_IN_AS_ANOTHER.message,
} as const;

const SENTENCES: ReadonlyMap<string, string> = new Map([
  ...FEATURES.flatMap(({ flashes }) => Object.entries(flashes)),
  ...Object.entries(FLASHES),
]);

export type Flash = keyof typeof FLASHES | FeatureFlash;

/** Messages about a partial success or a refusal. */
const WARNINGS: ReadonlySet<string> = new Set<Flash>([
  "organization-created-unmailed",
  "admin-invited-unmailed",
  "signed-in-as-another",
  "event-failed",
]);

interface ShownFlash {
  id: string;
  tone: "success" | "warning";
  text: string;
}

/**
 * The message for the page being rendered, or null.
 * @param viewer the signed-in user, whose email address one of the messages shows
 */
export async function readFlash(viewer?: ActorUser): Promise<ShownFlash | null> {
  const [, word = "", about = ""] = /^([^:]*):?(.*)$/.exec(decoded((await sentCookie("flash")) ?? "")) ?? [];
  const sentence = SENTENCES.get(word)?.replace("{email}", Email.safeParse(about).data ?? "this address");
  if (sentence === undefined) return null;
  const text = word === "signed-in-as-another" ? sentenceFor("SIGNED_IN_AS_ANOTHER", viewer) : sentence;
  return { id: randomUUID(), tone: WARNINGS.has(word) ? "warning" : "success", text };
}
