// The one connection pool of the process. Its queries are unrestricted: no transaction has set a database role or an
// organization. Only the files that the architecture tests list may import it.
import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/lib/env/server";
import { log } from "@/lib/observability/log";
import { logThrottled } from "@/lib/observability/log-throttled";
import { PrismaClient } from "./generated/client";
import { stayAwakeWhileIdle } from "./awake-while-idle";
import { busyWhenUnavailable, unifyFailedConnections } from "./busy-when-unavailable";
import { refuseProduction } from "./environment";
import { TIME_LIMITS, type TimeLimits } from "./time-limits";
import { watchForAnswers, type Watched } from "./watch-for-answers";

export interface Database {
  client: PrismaClient;
  limits: TimeLimits;
}

interface DatabaseOptions {
  connectionString: string;
  /** The maximum number of connections. */
  max?: number;
  /** Whether this process is an instance of a serverless function. */
  serverless?: boolean;
  /** Whether this is a preview deployment, which must not use production's database. */
  preview?: boolean;
  limits?: TimeLimits;
}

const MAX_CONNECTIONS = 10;
/** Many instances share one database, and each serves fewer requests at a time than a server does. */
const MAX_CONNECTIONS_OF_A_FUNCTION = 4;
const LOG_EVERY_SECONDS = 60;
const IDLE_MS = 30_000;
/** The platform keeps an instance awake for this long after its last query. */
const IDLE_MS_OF_A_FUNCTION = 5_000;

const holder = globalThis as typeof globalThis & { gatehouseDatabase?: Database };

export function openDatabase(options: DatabaseOptions): Database {
  const { connectionString, serverless = false, preview = false, max, limits = TIME_LIMITS } = options;
  const idleTimeoutMillis = serverless ? IDLE_MS_OF_A_FUNCTION : IDLE_MS;
  const pool = new pg.Pool({
    connectionString,
    max: max ?? (serverless ? MAX_CONNECTIONS_OF_A_FUNCTION : MAX_CONNECTIONS),
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis,
    keepAlive: true,
    // Before the pool hands out a new connection.
    onConnect: async (connection) => {
      watchForAnswers(connection as Watched, limits.answerMs);
      if (preview) await refuseProduction(connection);
    },
  });
  unifyFailedConnections(pool, (error) => {
    logThrottled("database connection", LOG_EVERY_SECONDS, () => log.error("cannot connect to the database", { error }));
  });
  if (serverless) stayAwakeWhileIdle(pool, idleTimeoutMillis);
  return { client: new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) }), limits };
}

export function currentDatabase(): Database {
  return (holder.gatehouseDatabase ??= openDatabase({
    connectionString: env().DATABASE_URL,
    serverless: env().serverless,
    preview: env().preview,
  }));
}

/**
 * Runs a single statement outside a transaction, under the app's own role.
 * @throws AppError BUSY if the database is unavailable at the moment
 */
export function asApp<T>(statement: (db: PrismaClient) => Promise<T>): Promise<T> {
  return busyWhenUnavailable(() => statement(currentDatabase().client));
}
