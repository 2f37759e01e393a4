// Only hosts of ours are served: a foreign Host header could poison links, redirects and caches.
import { AppError } from "@/lib/errors/app-error";
import { LIVENESS_PATH } from "./paths";

/** Container probes know no host name. @throws AppError UNTRUSTED_HOST */
export function assertTrustedHost(host: string | null, target: string, trustedHosts: readonly string[]): void {
  if (target === LIVENESS_PATH || (host !== null && trustedHosts.includes(host.toLowerCase()))) return;
  throw new AppError("UNTRUSTED_HOST");
}
