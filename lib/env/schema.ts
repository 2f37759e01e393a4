// Defines a valid configuration. Pure: takes the variables and returns the typed configuration, or throws one error with all
// problems.
import "server-only";
import { defaultAppEnv, defaultAppUrl, hostsOf, isPreview, previewProblems, type Hosts } from "./deployment";
import { platformOf, type Platform, type Source } from "./platform";
import { crossProblems, databaseProblems, isStrict, strictProblems } from "./rules";
import { readSecretFiles } from "./secret-files";
import { variables, type Variables } from "./variables";

type Derived = "APP_ENV" | "APP_URL" | "MAIL_ONLY_TO" | "TRUSTED_HOSTS" | "TRUSTED_PROXY_HOPS" | "DIRECT_DATABASE_URL";

export interface Env extends Hosts, Omit<Variables, Derived> {
  APP_ENV: NonNullable<Variables["APP_ENV"]>;
  APP_URL: string;
  /** True in beta and prod, where all rules for exposed instances apply. */
  strict: boolean;
  /** True in a serverless function, where instances come and go, and stand still between requests. */
  serverless: boolean;
  /** True on a preview deployment, which must not reach production's database or users. */
  preview: boolean;
  /** The only recipients of mail; null means everyone. */
  MAIL_ONLY_TO: string[] | null;
  DIRECT_DATABASE_URL: string;
  TRUSTED_PROXY_HOPS: number;
}

/** Every variable, once all are known to be valid. */
type Complete = Variables & Pick<Env, "APP_ENV" | "APP_URL">;

export type AppMode = Variables["APP_MODE"];

export const VARIABLE_NAMES = Object.keys(variables.shape) as (keyof Variables)[];

export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  constructor(readonly problems: string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  }
}

interface Parsed {
  /** The variables that are valid by themselves, so that the rules between them can still be checked. */
  valid: Partial<Variables>;
  problems: string[];
}

/** An empty variable counts as unset, except BREACHED_PASSWORD_API_URL. */
function parseEach(source: Source, names: readonly (keyof Variables)[] = VARIABLE_NAMES): Parsed {
  const { values, problems } = readSecretFiles(source);
  const valid: Record<string, unknown> = {};
  for (const name of names) {
    const value = values[name] === "" && name !== "BREACHED_PASSWORD_API_URL" ? undefined : values[name];
    const parsed = variables.shape[name].safeParse(value);
    if (parsed.success) valid[name] = parsed.data;
    else problems.push(...parsed.error.issues.map(({ message }) => `${name} ${message}`));
  }
  return { valid, problems };
}

const VERCEL_HOSTS = ["VERCEL_URL", "VERCEL_BRANCH_URL", "VERCEL_PROJECT_PRODUCTION_URL"] as const;

/**
 * Adds the defaults that depend on the deployment, but not for a variable with an invalid value. Elsewhere than on Vercel, its
 * hosts in a copied environment are those of another deployment, so they are left out.
 */
function withDefaults(given: Partial<Variables>, source: Source, { isVercel }: Platform) {
  const others = Object.fromEntries(VERCEL_HOSTS.map((name) => [name, undefined]));
  const valid: Partial<Variables> = isVercel ? given : { ...given, ...others };
  const APP_ENV = source.APP_ENV ? valid.APP_ENV : defaultAppEnv(valid);
  const APP_URL = source.APP_URL ? valid.APP_URL : defaultAppUrl(valid);
  return { ...valid, APP_ENV, APP_URL };
}

/** @throws ConfigurationError */
function assertNone(problems: string[]): void {
  if (problems.length > 0) throw new ConfigurationError([...new Set(problems)]);
}

/** @throws ConfigurationError naming every invalid variable */
export function parseEnv(source: Source): Env {
  const platform = platformOf(source);
  const { valid: given, problems } = parseEach(source);
  const valid = withDefaults(given, source, platform);
  const strict = isStrict(valid);
  const strictOnes = strict ? strictProblems(valid, source, platform) : [];
  assertNone([...problems, ...crossProblems(valid, source, platform), ...strictOnes]);
  const all = valid as Complete;
  return {
    ...all,
    strict,
    serverless: platform.isServerless,
    preview: isPreview(all),
    ...hostsOf(all),
    MAIL_ONLY_TO: all.MAIL_ONLY_TO ?? (isPreview(all) ? [] : null),
    DIRECT_DATABASE_URL: all.DIRECT_DATABASE_URL ?? all.DATABASE_URL,
    TRUSTED_PROXY_HOPS: all.TRUSTED_PROXY_HOPS ?? (platform.isVercel ? 1 : 0),
  };
}

export type MigrationEnv = Pick<Env, "APP_ENV" | "strict" | "DIRECT_DATABASE_URL" | "AUDIT_RETENTION_DAYS">;

/**
 * The configuration of migrations, parsed separately because migrations may run where the other variables are missing.
 * @throws ConfigurationError
 */
export function parseMigrationEnv(source: Source): MigrationEnv {
  const isGiven = (name: string) => [source[name], source[`${name}_FILE`]].some(Boolean);
  const isDirectAlone = isGiven("DIRECT_DATABASE_URL") && !isGiven("DATABASE_URL");
  const addresses = isDirectAlone ? (["DIRECT_DATABASE_URL"] as const) : (["DATABASE_URL", "DIRECT_DATABASE_URL"] as const);
  const others = ["APP_ENV", "VERCEL_ENV", "DATABASE_TLS", "AUDIT_RETENTION_DAYS"] as const;
  const { valid: given, problems } = parseEach(source, [...addresses, ...others]);
  const valid = withDefaults(given, source, platformOf(source));
  const strict = isStrict(valid);
  assertNone([...problems, ...previewProblems(valid), ...(strict ? databaseProblems(valid) : [])]);
  const all = valid as Complete;
  return {
    APP_ENV: all.APP_ENV,
    strict,
    DIRECT_DATABASE_URL: all.DIRECT_DATABASE_URL ?? all.DATABASE_URL,
    AUDIT_RETENTION_DAYS: all.AUDIT_RETENTION_DAYS,
  };
}
