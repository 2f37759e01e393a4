// The key that an e-mail address counts under, for limits only. Every tagged form of a mailbox would otherwise have its own
// allowance: `me+1@` and `me+2@` are `me@`, and Gmail also ignores dots.
import "server-only";

const GMAIL = new Set(["gmail.com", "googlemail.com"]);

/** @param email in its normal form */
export function limitAddress(email: string): string {
  const at = email.lastIndexOf("@");
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
  // A name that starts with a plus would be empty without its tag.
  const name = /^[^+]+/.exec(local)?.[0] ?? local;
  return GMAIL.has(domain) ? `${name.replaceAll(".", "")}@gmail.com` : `${name}@${domain}`;
}
