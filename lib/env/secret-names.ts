// The variables that contain secrets. Secrets must be long and different from one another.
import "server-only";

export const SECRET_NAMES = [
  "JWT_SECRET_KEY",
  "JWT_SECRET_KEY_PREVIOUS",
  "ENCRYPTION_KEY",
  "ENCRYPTION_KEY_PREVIOUS",
  "CRON_SECRET",
  "CRON_SECRET_PREVIOUS",
  "GOOGLE_CLIENT_SECRET",
  "AI_API_KEY",
  "CLIENT_ADDRESS_SECRET",
  "CLIENT_ADDRESS_SECRET_PREVIOUS",
  "UPSTASH_REDIS_REST_TOKEN",
  "METRICS_TOKEN",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
] as const;
