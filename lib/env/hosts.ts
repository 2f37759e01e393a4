// Normalizes the configured hosts for comparison: lower case, without the default port.
import "server-only";
import { isIP } from "node:net";
import { parseUrl } from "@/lib/text/parse-url";

const HOST_AND_PORT = /^(\[[0-9a-f:.]+\]|[^\s/?#@\\:[\]*,%]+)(:\d{1,5})?$/i;

/** @returns null unless the text is a host with an optional port; unusual spellings of an IP address (127.1) are refused */
export function normalizeHost(host: string, protocol: string): string | null {
  const address = HOST_AND_PORT.test(host) ? parseUrl(`${protocol}//${host}`) : null;
  if (!address) return null;
  const { host: normalized, hostname } = address;
  const isSame =
    hostname === host.toLowerCase().replace(/:\d+$/, "") || hostname.split(".").some((label) => label.startsWith("xn--"));
  return isSame ? normalized : null;
}

/**
 * Whether a connection to the host stays on this machine. Sockets may report an IPv4 address with the prefix ::ffff:
 * (RFC 4291 §2.5.5.2).
 */
export function isLoopbackHost(host: string): boolean {
  const bare = host
    .replace(/^\[(.*)\]$/, "$1")
    .toLowerCase()
    .replace(/^::ffff:/, "");
  return bare === "localhost" || bare === "::1" || (isIP(bare) === 4 && bare.startsWith("127."));
}

export interface Deployment {
  APP_URL: string;
  TRUSTED_HOSTS?: string[] | undefined;
  VERCEL_ENV?: string | undefined;
  VERCEL_URL?: string | undefined;
  VERCEL_BRANCH_URL?: string | undefined;
  VERCEL_PROJECT_PRODUCTION_URL?: string | undefined;
}

export interface Hosts {
  TRUSTED_HOSTS: string[];
  /** Hosts that are trusted only for the scheduler's calls. */
  SCHEDULER_HOSTS: string[];
}

/**
 * On Vercel every deployment keeps its own URL forever, so an old production deployment would keep serving pages with its
 * old faults. In production, that URL therefore accepts only cron calls; a preview is opened at its own URL.
 */
export function hostsOf(deployment: Deployment): Hosts {
  const { protocol, host } = new URL(deployment.APP_URL);
  const { TRUSTED_HOSTS = [host], VERCEL_BRANCH_URL, VERCEL_PROJECT_PRODUCTION_URL, VERCEL_URL } = deployment;
  const own = VERCEL_URL === undefined ? [] : [VERCEL_URL];
  const isPreview = deployment.VERCEL_ENV === "preview";
  const lasting = [VERCEL_BRANCH_URL, VERCEL_PROJECT_PRODUCTION_URL].filter((each) => each !== undefined);
  const normalized = (hosts: string[]) => {
    return [...new Set(hosts.map((each) => normalizeHost(each, protocol)).filter((each) => each !== null))];
  };
  return {
    TRUSTED_HOSTS: normalized([...TRUSTED_HOSTS, ...lasting, ...(isPreview ? own : [])]),
    SCHEDULER_HOSTS: normalized(isPreview ? [] : own),
  };
}
