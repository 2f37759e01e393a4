// The pages that mailed links open. For each kind of link, a cookie keeps the token for a while. Independent of any request,
// so that the middleware can use it.
import type { MailedLink } from "@/lib/access/cookie-effects";

export const MAILED_LINKS = {
  invitation: "/invite/accept",
  verification: "/verify-email",
  passwordReset: "/reset-password",
  emailChange: "/account/email/confirm",
} as const satisfies Record<MailedLink, string>;

export const MAILED_LINK_KINDS = Object.keys(MAILED_LINKS) as MailedLink[];

/** The kind of mailed link that opens the page at `path`; undefined if none does. */
export function mailedLinkTo(path: string): MailedLink | undefined {
  return MAILED_LINK_KINDS.find((link) => MAILED_LINKS[link] === path);
}
