// Every kind of mail, and who can have it sent: anybody who knows an address, or only somebody who is in the account or
// looks after the system. The first must not use up what tells an owner of a takeover.
import "server-only";

export const MAIL_CAUSES = {
  verification: "anybody",
  "account-exists": "anybody",
  "password-reset": "anybody",
  /** To an address that anybody with an account may name. */
  "email-change": "anybody",
  "email-taken": "anybody",
  /** Anybody may found an organization and invite. */
  invitation: "anybody",
  /** In a browser that the account does not know. */
  "sign-in-failures": "anybody",
  /** In one that it knows, or that is signed in. */
  "password-failures": "account",
  "password-changed": "account",
  "email-change-asked": "account",
  "email-changed": "account",
  "account-deleted": "account",
  /** By a system admin: helps an owner whom strangers keep busy. */
  "admin-password-reset": "account",
} as const satisfies Record<string, "anybody" | "account">;

export type MailKind = keyof typeof MAIL_CAUSES;

interface WayIn {
  /** Kinds whose link takes the place of this one's. */
  links: MailKind[];
  /** Whether it goes to any address, so that every tag of a mailbox would have a link of its own. */
  needsNoAccount: boolean;
}

/** What somebody who reads the mailbox gets in with: a mail that strangers must not be able to have dropped. */
export const WAYS_IN: Partial<Record<MailKind, WayIn>> = {
  "password-reset": { links: ["password-reset", "admin-password-reset"], needsNoAccount: false },
  verification: { links: ["verification"], needsNoAccount: true },
};

/** Notices after which an earlier link to the same address no longer works. */
export const LINK_ENDINGS: MailKind[] = ["password-changed", "email-changed", "account-deleted"];

/** What is not named here counts as anybody's. */
export const ACCOUNT_KINDS = (Object.keys(MAIL_CAUSES) as MailKind[]).filter((kind) => MAIL_CAUSES[kind] === "account");
