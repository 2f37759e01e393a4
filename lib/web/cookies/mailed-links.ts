// The pages that mailed links lead to. The token of each is kept in a cookie of that name for a while. Pure, so the
// middleware can use it.
import type { MailedLink } from "@/lib/access/cookie-effects";

export const MAILED_LINKS = {
  invitation: "/invite/accept",
  verification: "/verify-email",
  passwordReset: "/reset-password",
  emailChange: "/account/email/confirm",
} as const satisfies Record<MailedLink, string>;

export const MAILED_LINK_KINDS = Object.keys(MAILED_LINKS) as MailedLink[];

/** The kind of link that opens a path. */
export function mailedLinkTo(path: string): MailedLink | undefined {
  return MAILED_LINK_KINDS.find((link) => MAILED_LINKS[link] === path);
}
