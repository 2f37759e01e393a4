// The key under which an email address is counted, for limits only. Removes tags, and on Gmail also dots: `me+1@` and
// `me+2@` count as `me@`. Otherwise every tagged form of a mailbox would have its own allowance.
import "server-only";

const GMAIL = new Set(["gmail.com", "googlemail.com"]);

/** @param email normalized */
export function limitAddress(email: string): string {
  const at = email.lastIndexOf("@");
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
  // Without its tag, a name that starts with a plus would be empty.
  const name = /^[^+]+/.exec(local)?.[0] ?? local;
  return GMAIL.has(domain) ? `${name.replaceAll(".", "")}@gmail.com` : `${name}@${domain}`;
}
