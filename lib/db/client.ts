// The one connection pool of the process. Raw: the connecting role owns the tables, so no row-level
// security helps whoever imports this. A short list of files may (see the architecture tests).
import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env/server";
import { PrismaClient } from "./generated/client";

const holder = globalThis as typeof globalThis & { gatehouseDatabase?: PrismaClient };

export function database(): PrismaClient {
  return (holder.gatehouseDatabase ??= new PrismaClient({
    adapter: new PrismaPg({
      connectionString: env().DATABASE_URL,
      max: 10,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
    }),
  }));
}
