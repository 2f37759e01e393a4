// The one connection pool of the process. Its queries are unrestricted: no transaction has set a database role or an
// organization. Only the files that the architecture tests list may import it.
import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/lib/env/server";
import { PrismaClient } from "./generated/client";
import { TIME_LIMITS, type TimeLimits } from "./time-limits";
import { watchForAnswers } from "./watch-for-answers";

export interface Database {
  client: PrismaClient;
  limits: TimeLimits;
}

interface DatabaseOptions {
  connectionString: string;
  /** The maximum number of connections. */
  max?: number;
  limits?: TimeLimits;
}

const holder = globalThis as typeof globalThis & { gatehouseDatabase?: Database };

export function openDatabase({ connectionString, max = 10, limits = TIME_LIMITS }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  pool.on("connect", (connection) => watchForAnswers(connection as pg.Client, limits.answerMs));
  return { client: new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) }), limits };
}

export function currentDatabase(): Database {
  return (holder.gatehouseDatabase ??= openDatabase({ connectionString: env().DATABASE_URL }));
}

export function database(): PrismaClient {
  return currentDatabase().client;
}
