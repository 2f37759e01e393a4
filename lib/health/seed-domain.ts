// Every seeded person's address is in this domain, which nobody can own (RFC 2606).

export const SEED_EMAIL_DOMAIN = "seed.gatehouse.test";
