// What a deployment on Vercel implies for the configuration: its environment, its URL and the hosts that it trusts. A preview
// is a deployment of a branch for trying it out: it must not pass for production, and the links in its mail must lead back to
// it.
import "server-only";
import { normalizeHost } from "./hosts";
import type { Variables } from "./variables";

type Given = Partial<Variables>;
type AppEnv = NonNullable<Variables["APP_ENV"]>;

const LOCAL_URL = "http://localhost:3000";

/** Vercel's custom environments are previews too. https://vercel.com/docs/environment-variables/system-environment-variables */
export function isPreview({ VERCEL_ENV }: Given): boolean {
  return VERCEL_ENV === "preview";
}

/** The environment if APP_ENV is unset. */
export function defaultAppEnv(env: Given): AppEnv {
  return isPreview(env) ? "beta" : "prod";
}

/** The platform gives hosts without a scheme, and serves all of them over https. */
const normalized = (host: string | undefined) => normalizeHost(host ?? "", "https:");

/** The app's URL if APP_URL is unset. */
export function defaultAppUrl(env: Given): string {
  const hosts = isPreview(env) ? [env.VERCEL_BRANCH_URL, env.VERCEL_URL] : [];
  if (env.VERCEL_ENV === "production") hosts.push(env.VERCEL_PROJECT_PRODUCTION_URL);
  const own = hosts.map(normalized).find((host) => host !== null);
  return own === undefined ? LOCAL_URL : `https://${own}`;
}

/** The hosts at which the deployment may be reached: the platform's, and those that the configuration names. */
function isOwnHost(host: string, { VERCEL_URL, VERCEL_BRANCH_URL, TRUSTED_HOSTS = [] }: Given): boolean {
  return [VERCEL_URL, VERCEL_BRANCH_URL, ...TRUSTED_HOSTS].some((each) => normalized(each) === host);
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
export function hostsOf(env: Given & { APP_URL: string }): Hosts {
  const { protocol, host } = new URL(env.APP_URL);
  const { TRUSTED_HOSTS = [host], VERCEL_BRANCH_URL, VERCEL_PROJECT_PRODUCTION_URL, VERCEL_URL } = env;
  const own = VERCEL_URL === undefined ? [] : [VERCEL_URL];
  const lasting = [VERCEL_BRANCH_URL, VERCEL_PROJECT_PRODUCTION_URL].filter((each) => each !== undefined);
  const distinct = (hosts: string[]) => {
    return [...new Set(hosts.map((each) => normalizeHost(each, protocol)).filter((each) => each !== null))];
  };
  return {
    TRUSTED_HOSTS: distinct([...TRUSTED_HOSTS, ...lasting, ...(isPreview(env) ? own : [])]),
    SCHEDULER_HOSTS: distinct(isPreview(env) ? [] : own),
  };
}

export function previewProblems(env: Given): string[] {
  if (!isPreview(env)) return [];
  const problems: string[] = [];
  if (env.APP_ENV === "prod") problems.push("APP_ENV cannot be prod on a preview: leave it out there, or set it to beta");
  // The mail of a preview must not lead to production, whatever production's hosts are.
  if (env.APP_URL !== undefined && env.APP_URL !== LOCAL_URL && !isOwnHost(new URL(env.APP_URL).host, env)) {
    problems.push("APP_URL is not a host of this preview: leave it out on previews, or name its host in TRUSTED_HOSTS");
  }
  return problems;
}
