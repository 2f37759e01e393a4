// Only hosts of ours are served: a foreign Host header could poison links, redirects and caches.
import { AppError } from "@/lib/errors/app-error";

/** Container probes know no host name. */
const HOSTLESS_PATH = "/api/health";

/** @throws AppError UNTRUSTED_HOST */
export function assertTrustedHost(host: string | null, path: string, trustedHosts: readonly string[]): void {
  if (path === HOSTLESS_PATH || (host !== null && trustedHosts.includes(host.toLowerCase()))) return;
  throw new AppError("UNTRUSTED_HOST");
}
