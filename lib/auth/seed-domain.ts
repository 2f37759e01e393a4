// The domain of all seeded users' email addresses. No one can own this domain (RFC 2606). In strict environments, seeded
// users cannot sign in, because their password is in the source.
import "server-only";

export const SEED_EMAIL_DOMAIN = "seed.gatehouse.test";

export const SEED_PASSWORD = "gate-open-for-trying";

export function isSeedAddress(email: string): boolean {
  return email.endsWith(`@${SEED_EMAIL_DOMAIN}`);
}
