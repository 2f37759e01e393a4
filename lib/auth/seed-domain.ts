// Every seeded person's address is in this domain, which nobody can own (RFC 2606). Outside development none of
// them may sign in: their password is in the source.

export const SEED_EMAIL_DOMAIN = "seed.gatehouse.test";

export function isSeedAddress(email: string): boolean {
  return email.endsWith(`@${SEED_EMAIL_DOMAIN}`);
}
