// What an e-mail address counts under, for limits alone. A mailbox has any number of addresses, and each of them would
// otherwise have an allowance of its own: `me+1@` and `me+2@` are `me@`, and Gmail also ignores dots.
import "server-only";

const GMAIL = new Set(["gmail.com", "googlemail.com"]);

/** @param email normalized, as everything behind a form is */
export function limitAddress(email: string): string {
  const at = email.lastIndexOf("@");
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
  // What begins with a plus has no name to count under without it.
  const name = /^[^+]+/.exec(local)?.[0] ?? local;
  return GMAIL.has(domain) ? `${name.replaceAll(".", "")}@gmail.com` : `${name}@${domain}`;
}
