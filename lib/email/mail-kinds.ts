// Every kind of mail and who can cause it: "anybody" who knows the address, or only "account", which is a user signed in to
// the account or a system admin. Mail of the first kind must not use up the limits on mail that warns an owner of a
// takeover.
import "server-only";

export const MAIL_CAUSES = {
  verification: "anybody",
  "account-exists": "anybody",
  "password-reset": "anybody",
  /** A change of address goes to any address that a user enters. */
  "email-change": "anybody",
  "email-taken": "anybody",
  /** In b2c mode, anyone can create an organization and invite any address. */
  invitation: "anybody",
  /** Caused by failed sign-ins in an unknown browser. */
  "sign-in-failures": "anybody",
  /** Caused by wrong passwords in a known or signed-in browser. */
  "password-failures": "account",
  "password-changed": "account",
  "email-change-asked": "account",
  "email-changed": "account",
  "account-deleted": "account",
  /** Sent by a system admin, for an owner whose own requests are refused because someone else keeps using up the limits. */
  "admin-password-reset": "account",
} as const satisfies Record<string, "anybody" | "account">;

export type MailKind = keyof typeof MAIL_CAUSES;

interface WayIn {
  /** The kinds of mail whose link replaces the link of this kind. */
  links: MailKind[];
  /**
   * Whether the link is sent to addresses without an account. Every tagged address of a mailbox could then get its own link.
   */
  needsNoAccount: boolean;
}

/** Mail that lets the reader of the mailbox into the account. Nobody else must be able to cause this mail to be dropped. */
export const WAYS_IN: Partial<Record<MailKind, WayIn>> = {
  "password-reset": { links: ["password-reset", "admin-password-reset"], needsNoAccount: false },
  verification: { links: ["verification"], needsNoAccount: true },
};

/** Notices that invalidate earlier links to the same address. */
export const LINK_ENDINGS: MailKind[] = ["password-changed", "email-changed", "account-deleted"];

/** Any other kind counts as caused by anybody. */
export const ACCOUNT_KINDS = (Object.keys(MAIL_CAUSES) as MailKind[]).filter((kind) => MAIL_CAUSES[kind] === "account");
