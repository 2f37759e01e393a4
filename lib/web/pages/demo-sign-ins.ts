// Sign-ins with one click, for seeded users. Only in development, because seeded users cannot sign in elsewhere.
import "server-only";
import { SEED_EMAIL_DOMAIN, SEED_PASSWORD } from "@/lib/auth/seed-domain";
import { isDevelopment } from "@/lib/env/server";

const at = (name: string) => `${name}@${SEED_EMAIL_DOMAIN}`;

/** One user for each role, the organization's admin first. */
const USERS = [
  { label: "Admin", email: at("admin") },
  { label: "Member", email: at("member") },
  { label: "Reader", email: at("reader") },
  { label: "System admin", email: at("system") },
];

/** The users, and the password that they share; null outside development. */
export function demoSignIns() {
  return isDevelopment() ? { password: SEED_PASSWORD, users: USERS } : null;
}
