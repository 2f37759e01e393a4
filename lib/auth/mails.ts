// The mail of account operations. No mail contains a name that someone else chose.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import type { SystemDb } from "@/lib/db/transaction";
import { enqueueDecoy, enqueueMail } from "@/lib/email/enqueue-mail";
import { renderMail, type MailBody } from "@/lib/email/layout";
import type { MailKind } from "@/lib/email/mail-kinds";
import { env } from "@/lib/env/server";
import { describeUserAgent } from "@/lib/observability/describe-user-agent";
import {
  EMAIL_CHANGE_LIFETIME,
  EMAIL_CHANGE_LIFETIME_MS,
  RESET_LIFETIME,
  RESET_LIFETIME_MS,
  VERIFICATION_LIFETIME,
  VERIFICATION_LIFETIME_MS,
} from "./lifetimes";

export const NOTICE_LIFETIME_MS = 72 * 3_600_000;

export function requestedFrom(request: RequestFacts, what = "Requested"): string {
  const { browser, system } = describeUserAgent(request.userAgent);
  return `${what} from ${browser} on ${system}, IP address ${request.ipAddress}.`;
}

function link(path: string, token: string): string {
  return `${env().APP_URL}${path}?token=${token}`;
}

/** Returns false if the mail is over the recipient's limit. */
export async function queue(
  db: SystemDb,
  kind: MailKind,
  to: string,
  request: RequestFacts,
  lifetimeMs: number,
  body: MailBody,
) {
  const rendered = renderMail(body, request.requestId);
  const expiresAt = new Date(Date.now() + lifetimeMs);
  return enqueueMail(db, { kind, mail: { to, ...rendered }, expiresAt, ipAddress: request.ipAddress });
}

/** Does the same work as mailing a link but sends nothing, so that the response time does not reveal the difference. */
export async function mailDecoy(db: SystemDb, to: string, token: string, request: RequestFacts): Promise<void> {
  const body = {
    subject: "",
    paragraphs: [""],
    button: { label: "", url: link("/", token) },
    notes: [requestedFrom(request)],
  };
  await enqueueDecoy(db, { mail: { to, ...renderMail(body, request.requestId) }, ipAddress: request.ipAddress });
}

/** This function and those below return false if the mail is over the recipient's limit. */
export function mailVerification(db: SystemDb, to: string, token: string, request: RequestFacts): Promise<boolean> {
  return queue(db, "verification", to, request, VERIFICATION_LIFETIME_MS, {
    subject: `Verify your e-mail address for ${env().APP_NAME}`,
    paragraphs: [
      "Hello,",
      `Someone signed up for ${env().APP_NAME} with this address. If it was you, verify the address with the link below. The link works once, for ${VERIFICATION_LIFETIME}.`,
    ],
    button: { label: "Verify e-mail address", url: link("/verify-email", token) },
    notes: [requestedFrom(request), "If it wasn’t you, you can ignore this e-mail."],
  });
}

export function mailAccountExists(db: SystemDb, to: string, request: RequestFacts): Promise<boolean> {
  return queue(db, "account-exists", to, request, NOTICE_LIFETIME_MS, {
    subject: `You already have an account at ${env().APP_NAME}`,
    paragraphs: [
      "Hello,",
      "Someone tried to sign up with this address, which already has an account. Nothing was changed. If it was you, sign in instead, or choose a new password if you have forgotten yours.",
    ],
    button: { label: "Sign in", url: `${env().APP_URL}/login` },
    notes: [requestedFrom(request), "If it wasn’t you, you don’t need to do anything."],
  });
}

export function mailPasswordReset(db: SystemDb, to: string, token: string, request: RequestFacts): Promise<boolean> {
  return queue(db, "password-reset", to, request, RESET_LIFETIME_MS, {
    subject: `Choose a new password for ${env().APP_NAME}`,
    paragraphs: [
      "Hello,",
      `Someone requested a new password for your account. Choose one with the link below. The link works once, for ${RESET_LIFETIME}. Your password does not change until you use the link.`,
    ],
    button: { label: "Choose a new password", url: link("/reset-password", token) },
    notes: [requestedFrom(request), "If it wasn’t you, ignore this e-mail: the link was sent only to you."],
  });
}

const WRONG_PASSWORDS = {
  stranger: wrongPasswords("in one or more browsers that had not been used to sign in with your current password"),
  device: wrongPasswords("in a browser that has been used to sign in to your account before"),
  session: wrongPasswords("in a browser where your account is signed in"),
  link: "Someone opened the link that we sent to the new address you requested, and entered a wrong password ten times. The link no longer works. Your password was not changed.",
};

function wrongPasswords(where: string): string {
  return `Someone entered a wrong password for your account ten times in a row, ${where}. Your password was not changed, and further attempts are slowed down.`;
}

/** Sent after ten failures in a row. */
export function mailWrongPasswords(
  db: SystemDb,
  to: string,
  guesser: keyof typeof WRONG_PASSWORDS,
  request: RequestFacts,
): Promise<boolean> {
  const isStranger = guesser === "stranger";
  const ifNotYou = isStranger
    ? "If it wasn’t you, you don’t need to do anything, as long as your password is long and not used elsewhere."
    : "If it wasn’t you, choose a new password immediately: this signs out every device.";
  return queue(db, isStranger ? "sign-in-failures" : "password-failures", to, request, NOTICE_LIFETIME_MS, {
    subject: `Repeated wrong passwords for your ${env().APP_NAME} account`,
    paragraphs: ["Hello,", WRONG_PASSWORDS[guesser]],
    button: { label: "Choose a new password", url: `${env().APP_URL}/forgot-password` },
    notes: [requestedFrom(request, "Last attempt"), ifNotYou, "If you have forgotten your password, choose a new one."],
  });
}

export function mailPasswordChanged(db: SystemDb, to: string, request: RequestFacts): Promise<boolean> {
  return queue(db, "password-changed", to, request, NOTICE_LIFETIME_MS, {
    subject: `Your password for ${env().APP_NAME} was changed`,
    paragraphs: ["Hello,", "Your password was changed. Every other device was signed out, and your API keys were revoked."],
    notes: [requestedFrom(request), `If it wasn’t you, choose a new password immediately: ${env().APP_URL}/forgot-password`],
  });
}

/** Sent to the new address. */
export function mailEmailChange(db: SystemDb, to: string, token: string, request: RequestFacts): Promise<boolean> {
  return queue(db, "email-change", to, request, EMAIL_CHANGE_LIFETIME_MS, {
    subject: `Confirm your new e-mail address for ${env().APP_NAME}`,
    paragraphs: [
      "Hello,",
      `Someone who has an account at ${env().APP_NAME} wants to change its e-mail address to this one. If it was you, confirm the change with the link below. The link works once, for ${EMAIL_CHANGE_LIFETIME}. The account keeps its old address until you use the link.`,
    ],
    button: { label: "Confirm new address", url: link("/account/email/confirm", token) },
    notes: [
      requestedFrom(request),
      "If it wasn’t you, ignore this e-mail. The link alone changes nothing. The change also needs that account’s password or a recent sign-in to it.",
    ],
  });
}

/** Sent to the new address, if it already has an account. */
export function mailEmailTaken(db: SystemDb, to: string, request: RequestFacts): Promise<boolean> {
  return queue(db, "email-taken", to, request, EMAIL_CHANGE_LIFETIME_MS, {
    subject: `Your address already has an account at ${env().APP_NAME}`,
    paragraphs: [
      "Hello,",
      "Someone asked to use this address for another account, but it already has an account of its own. Nothing was changed. If both accounts are yours, delete the account that uses this address or change its address, and then try again.",
    ],
    button: { label: "Sign in", url: `${env().APP_URL}/login` },
    notes: [requestedFrom(request), "If it wasn’t you, you don’t need to do anything."],
  });
}

/** Sent to the current address. Does not name the new address, which readers of the old mailbox need not learn. */
export function mailEmailChangeAsked(db: SystemDb, to: string, request: RequestFacts): Promise<boolean> {
  return queue(db, "email-change-asked", to, request, NOTICE_LIFETIME_MS, {
    subject: `A new e-mail address was requested for your ${env().APP_NAME} account`,
    paragraphs: [
      "Hello,",
      `Someone who knows your password asked to change the e-mail address of your account. The address changes only if the new one is confirmed within ${EMAIL_CHANGE_LIFETIME}.`,
    ],
    notes: [
      requestedFrom(request),
      `If it wasn’t you, choose a new password immediately, which also stops the change: ${env().APP_URL}/forgot-password`,
    ],
  });
}

/** Sent to the previous address. */
export function mailEmailChanged(db: SystemDb, to: string, request: RequestFacts): Promise<boolean> {
  return queue(db, "email-changed", to, request, NOTICE_LIFETIME_MS, {
    subject: `The e-mail address of your ${env().APP_NAME} account was changed`,
    paragraphs: [
      "Hello,",
      "Your account now has a new e-mail address. Sign in with that one: this address no longer belongs to your account. Every device was signed out, except the browser that confirmed the change, if it was signed in.",
    ],
    notes: [
      requestedFrom(request),
      `If it wasn’t you, contact ${env().APP_NAME} support immediately and quote the reference below, so that support can suspend the account.`,
    ],
  });
}

export function mailAccountDeleted(db: SystemDb, to: string, request: RequestFacts): Promise<boolean> {
  return queue(db, "account-deleted", to, request, NOTICE_LIFETIME_MS, {
    subject: `Your ${env().APP_NAME} account was deleted`,
    paragraphs: [
      "Hello,",
      `Your account was deleted, with everything that belonged only to you. This cannot be undone, and this is the last e-mail about your account. Thank you for using ${env().APP_NAME}.`,
    ],
    notes: [requestedFrom(request), `If it wasn’t you, contact ${env().APP_NAME} support and quote the reference below.`],
  });
}
