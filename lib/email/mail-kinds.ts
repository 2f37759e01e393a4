// Lists every kind of mail with its cause. "anybody": anyone who knows the email address can cause it. "account": causing it
// takes a session, a known browser, a mailed link or system admin rights. Mail that anybody can cause must not use up the
// limits of the mail that warns an owner of a takeover.
import "server-only";

export const MAIL_CAUSES = {
  verification: "anybody",
  "account-exists": "anybody",
  "password-reset": "anybody",
  /** Sent to any email address that a user enters as their new one. */
  "email-change": "anybody",
  "email-taken": "anybody",
  /** In b2c mode, anyone can create an organization and invite any email address. */
  invitation: "anybody",
  /** In b2c mode, anyone can create an organization, and its other admins get this mail. */
  "organization-api-key-created": "anybody",
  /** Caused by the use of AI credits, which takes a member of the organization. */
  "credits-low": "account",
  "credits-used-up": "account",
  /** Caused by failed sign-ins in an unknown browser. */
  "sign-in-failures": "anybody",
  /** Caused by wrong passwords in a known or signed-in browser, or behind the link that confirms a new address. */
  "password-failures": "account",
  "password-changed": "account",
  "email-change-asked": "account",
  "email-changed": "account",
  "account-deleted": "account",
  "identity-linked": "account",
  "identity-unlinked": "account",
  "api-key-created": "account",
  /** Caused by Stripe, about a subscription that an admin of the organization started. */
  "payment-failed": "account",
  "subscription-stopped": "account",
  "subscription-ended": "account",
  /** Caused by a refresh token that has been used before. */
  "token-reuse": "account",
  /** Sent by a system admin, for an owner whose own requests are refused because someone else keeps using up the limits. */
  "admin-password-reset": "account",
} as const satisfies Record<string, "anybody" | "account">;

export type MailKind = keyof typeof MAIL_CAUSES;

interface WayIn {
  /** The kinds of mail whose links serve the same purpose. While one such link is usable, the owner needs no other. */
  links: MailKind[];
  /**
   * Whether the link is sent to email addresses without an account. Each tagged address of a mailbox can then get a link.
   */
  needsNoAccount: boolean;
}

/** Mail whose link lets the owner of the mailbox into the account. An attacker must not be able to get this mail dropped. */
export const WAYS_IN: Partial<Record<MailKind, WayIn>> = {
  "password-reset": { links: ["password-reset", "admin-password-reset"], needsNoAccount: false },
  verification: { links: ["verification"], needsNoAccount: true },
};

/**
 * Notices of a new way into the account, or of its end. The first of each kind that an email address gets in a day is sent
 * even above the limits, so that an intruder who caused other mail before cannot hide what they do.
 */
export const TAKEOVER_NOTICES: MailKind[] = [
  "password-changed",
  "email-changed",
  "account-deleted",
  "identity-linked",
  "api-key-created",
];

/** Notices of events that invalidate the earlier links to the same email address. */
export const LINK_ENDINGS: MailKind[] = ["password-changed", "email-changed", "account-deleted"];

/** Every other kind of mail, even an unknown one, counts as caused by anybody. */
export const ACCOUNT_KINDS = (Object.keys(MAIL_CAUSES) as MailKind[]).filter((kind) => MAIL_CAUSES[kind] === "account");
