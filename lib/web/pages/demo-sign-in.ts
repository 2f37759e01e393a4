// The one-click sign-in of the front page. Only in development, because seeded users cannot sign in elsewhere.
import "server-only";
import { SEED_EMAIL_DOMAIN, SEED_PASSWORD } from "@/lib/auth/seed-domain";
import { isDevelopment } from "@/lib/env/server";

export function demoSignIn(): { email: string; password: string } | null {
  return isDevelopment() ? { email: `admin@${SEED_EMAIL_DOMAIN}`, password: SEED_PASSWORD } : null;
}
