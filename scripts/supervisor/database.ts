// The database of a run: an embedded PostgreSQL, or the database on this machine that DATABASE_URL names.
import { migrate } from "@/lib/db/migrate";
import { isLoopbackHost } from "@/lib/env/hosts";
import { parseMigrationEnv } from "@/lib/env/schema";
import { parseUrl } from "@/lib/text/parse-url";
import { Failure, messageOf } from "../failure";
import { startCluster } from "../postgres/cluster";
import { createDatabase, ensureOwner, ownerUrl, superuserUrl } from "../postgres/databases";
import { persistentPlace } from "../postgres/place";
import { SHUTDOWN } from "../postgres/postmaster";
import { serverUser } from "../postgres/server-user";
import { signal } from "../processes/end";
import type { Mode } from "./modes";
import { POSTGRES, type RunLock } from "./run-lock";
import type { Secrets } from "./secrets";
import type { Shutdown } from "./shutdown";

export interface RunDatabase {
  url: string;
  /** Null for a database that DATABASE_URL names. */
  superuserUrl: string | null;
}

/** Only a database on this machine is allowed, because a run seeds it with well-known sign-ins. */
function ownDatabase(url: string): RunDatabase {
  const parsed = parseUrl(url);
  // A `host` in the query takes precedence over the host in the authority part.
  if (parsed && isLoopbackHost(parsed.hostname) && !/\bhost(addr)?=/i.test(parsed.search))
    return { url, superuserUrl: null };
  throw new Failure(
    "DATABASE_URL names a database on another machine. A run would add well-known sign-ins to it: unset the variable.",
  );
}

export async function openDatabase(options: {
  name: string;
  stateDir: string;
  secrets: Secrets;
  lock: RunLock;
  shutdown: Shutdown;
}): Promise<RunDatabase> {
  const { name, stateDir, secrets, lock, shutdown } = options;
  if (process.env.DATABASE_URL) return ownDatabase(process.env.DATABASE_URL);
  const user = serverUser();
  const cluster = await startCluster({
    place: persistentPlace(stateDir, user),
    user,
    superuserPassword: secrets.POSTGRES_SUPERUSER_PASSWORD,
    durable: true,
  });
  const record = { name: POSTGRES, identity: cluster.identity };
  lock.add(record);
  void cluster.ended.then(() => {
    lock.remove(record);
    shutdown.request("The database ended unexpectedly.");
  });
  shutdown.later(() => cluster.stop());
  shutdown.whenForced(() => signal(cluster.identity.pid, SHUTDOWN[1]?.signal ?? "SIGQUIT"));
  await ensureOwner(cluster, secrets.POSTGRES_OWNER_PASSWORD);
  const superuser = superuserUrl(cluster, name);
  await createDatabase(superuserUrl(cluster, "postgres"), name);
  return { url: ownerUrl(cluster, secrets.POSTGRES_OWNER_PASSWORD, name), superuserUrl: superuser };
}

async function bring(url: string, environment: Mode["appEnv"]): Promise<string[]> {
  // This connection is local, so the strict rules about connections do not apply to it, whatever the app's environment is.
  const { AUDIT_RETENTION_DAYS } = parseMigrationEnv({
    ...process.env,
    DATABASE_URL: url,
    DIRECT_DATABASE_URL: url,
    APP_ENV: "dev",
  });
  return migrate(url, { auditRetentionDays: AUDIT_RETENTION_DAYS, environment });
}

/** @param environment what the database says it belongs to */
export async function bringUpToDate(url: string, environment: Mode["appEnv"]): Promise<void> {
  await bring(url, environment).catch((error: unknown) => {
    throw new Failure(`The database could not be migrated. ${messageOf(error)}`);
  });
}
