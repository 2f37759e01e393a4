// Serves only the configured hosts, because a foreign Host header could poison links, redirects and caches. Pages on a host
// may post to that same host. The configuration, never the request, decides whether an origin uses https.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { normalizeHost } from "@/lib/env/hosts";
import type { Env } from "@/lib/env/schema";
import { CRON_PATH, LIVENESS_PATH } from "./paths";

type OwnHosts = Pick<Env, "APP_URL" | "TRUSTED_HOSTS" | "SCHEDULER_HOSTS">;

/**
 * Exempts container probes, which do not know the host name.
 * @throws AppError UNTRUSTED_HOST
 */
export function assertTrustedHost(host: string | null, target: string, own: OwnHosts): void {
  if (target === LIVENESS_PATH) return;
  const normalized = normalizeHost(host ?? "", new URL(own.APP_URL).protocol);
  const trusted = target === CRON_PATH ? [...own.TRUSTED_HOSTS, ...own.SCHEDULER_HOSTS] : own.TRUSTED_HOSTS;
  if (normalized === null || !trusted.includes(normalized)) throw new AppError("UNTRUSTED_HOST");
}

/** The origin that a request was made to; for an unknown host, the origin of APP_URL. */
export function requestedOrigin(
  { APP_URL, TRUSTED_HOSTS }: Pick<Env, "APP_URL" | "TRUSTED_HOSTS">,
  host: string | null,
): string {
  const { protocol, origin } = new URL(APP_URL);
  const normalized = normalizeHost(host ?? "", protocol);
  return normalized !== null && TRUSTED_HOSTS.includes(normalized) ? `${protocol}//${normalized}` : origin;
}
