// Transactions under a named database role. The role and the organization are set for the transaction
// alone, so nothing leaks through a pool, and row-level security holds for owners and superusers too.
// One that a deadlock ends is run again: `work` is for the database alone, everything else comes after the commit.
import "server-only";
import { database } from "./client";
import type { Prisma } from "./generated/client";
import { runAgainOnConflict } from "./run-again";
import { bindTo } from "./tenant-client";

/** A handle inside a transaction of the system role: every organization's rows, no other shortcut. */
export type SystemDb = Prisma.TransactionClient & { readonly __role: "system" };
/** A handle inside a transaction of the tenant role: the rows of one organization. */
export type TenantDb = Prisma.TransactionClient & { readonly __role: "tenant" };

const LIMITS = { maxWait: 5_000, timeout: 10_000 };

export function inSystemTransaction<T>(work: (db: SystemDb) => Promise<T>): Promise<T> {
  return runAgainOnConflict(() =>
    database().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT set_config('role', system_role(), true)`;
      return work(tx as SystemDb);
    }, LIMITS),
  );
}

export function inTenantTransaction<T>(organizationId: string, work: (db: TenantDb) => Promise<T>): Promise<T> {
  return runAgainOnConflict(() =>
    bindTo(database(), organizationId).$transaction(async (tx) => {
      await tx.$queryRaw`SELECT set_config('app.organization_id', ${organizationId}, true), set_config('role', tenant_role(), true)`;
      return work(tx as unknown as TenantDb);
    }, LIMITS),
  );
}
