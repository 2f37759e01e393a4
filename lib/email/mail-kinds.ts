// Every kind of mail and who can cause it: "anybody" who knows the address, or only "account", someone signed in to it or a
// system admin. Mail of the first kind must not use up the limits of mail that warns an owner of a takeover.
import "server-only";

export const MAIL_CAUSES = {
  verification: "anybody",
  "account-exists": "anybody",
  "password-reset": "anybody",
  /** Goes to an address that anyone with an account can enter. */
  "email-change": "anybody",
  "email-taken": "anybody",
  /** Anyone can create an organization and invite. */
  invitation: "anybody",
  /** From failures in a browser that the account does not know. */
  "sign-in-failures": "anybody",
  /** From failures in a known or signed-in browser. */
  "password-failures": "account",
  "password-changed": "account",
  "email-change-asked": "account",
  "email-changed": "account",
  "account-deleted": "account",
  /** Sent by a system admin, for an owner whose own requests strangers keep limited. */
  "admin-password-reset": "account",
} as const satisfies Record<string, "anybody" | "account">;

export type MailKind = keyof typeof MAIL_CAUSES;

interface WayIn {
  /** Kinds whose link replaces this one's. */
  links: MailKind[];
  /**
   * Whether it is mailed to addresses without an account, so that every tagged form of a mailbox could get a link of its
   * own.
   */
  needsNoAccount: boolean;
}

/** Mails that let the reader of the mailbox into the account. Strangers must not be able to have them dropped. */
export const WAYS_IN: Partial<Record<MailKind, WayIn>> = {
  "password-reset": { links: ["password-reset", "admin-password-reset"], needsNoAccount: false },
  verification: { links: ["verification"], needsNoAccount: true },
};

/** Notices that invalidate earlier links to the same address. */
export const LINK_ENDINGS: MailKind[] = ["password-changed", "email-changed", "account-deleted"];

/** Any other kind counts as caused by anybody. */
export const ACCOUNT_KINDS = (Object.keys(MAIL_CAUSES) as MailKind[]).filter((kind) => MAIL_CAUSES[kind] === "account");
