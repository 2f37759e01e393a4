// Transactions under one of this installation's database roles. Role, organization and time limits are set only for the
// transaction: nothing leaks through a pool, and row-level security applies even if the app connects as owner or superuser.
// After a deadlock `work` runs again, so `work` may only use the database; all other effects belong after the commit.
import "server-only";
import { busyWhenUnavailable } from "./busy-when-unavailable";
import { currentDatabase } from "./client";
import { Prisma } from "./generated/client";
import { runAgainOnConflict } from "./run-again";
import { bindTo } from "./tenant-client";
import type { TimeLimits } from "./time-limits";

/** A handle in a transaction of the system role: reaches the rows of every organization. */
export type SystemDb = Prisma.TransactionClient & { readonly __role: "system" };
/** A handle in a transaction of the tenant role: reaches the rows of one organization. */
export type TenantDb = Prisma.TransactionClient & { readonly __role: "tenant" };

/** The actor of an organization's transaction, and its credential, which the database itself writes into the audit log. */
export interface TenantActor {
  kind: string;
  userId: string | null;
  sessionId: string | null;
  tokenFamilyId: string | null;
  apiKeyId: string | null;
}

const NO_ACTOR: TenantActor = { kind: "", userId: null, sessionId: null, tokenFamilyId: null, apiKeyId: null };

/** The settings that the defaults of the audit log and the view `acting_credential` read. */
function setActor({ kind, userId, sessionId, tokenFamilyId, apiKeyId }: TenantActor): Prisma.Sql {
  return Prisma.sql`
    set_config('app.actor_kind', ${kind}, true), set_config('app.user_id', ${userId ?? ""}, true),
    set_config('app.session_id', ${sessionId ?? ""}, true),
    set_config('app.token_family_id', ${tokenFamilyId ?? ""}, true), set_config('app.api_key_id', ${apiKeyId ?? ""}, true)`;
}

/** Sets the time limits within the statement that opens a transaction, so that they cost no extra round trip. */
function setLimits({ statementMs, lockMs, idleMs }: TimeLimits): Prisma.Sql {
  return Prisma.sql`
    set_config('statement_timeout', ${String(statementMs)}, true), set_config('lock_timeout', ${String(lockMs)}, true),
    set_config('idle_in_transaction_session_timeout', ${String(idleMs)}, true)`;
}

const durations = ({ connectMs, transactionMs }: TimeLimits) => ({ maxWait: connectMs, timeout: transactionMs });

/** The access mode. Operations that only read run in a read-only transaction. */
export type TransactionAccess = "read only" | "read write";

const setAccess = (access: TransactionAccess): Prisma.Sql =>
  Prisma.sql`set_config('transaction_read_only', ${access === "read only" ? "on" : "off"}, true)`;

/**
 * @throws AppError BUSY if the database is unavailable at the moment. If the connection is lost while changes are committed, no
 *   one knows whether they were: that is not BUSY but an error of its own.
 */
function opened<T, Db>(
  work: (db: Db) => Promise<T>,
  access: TransactionAccess,
  transaction: (work: (db: Db) => Promise<T>) => Promise<T>,
): Promise<T> {
  let isWorkDone = false;
  const watched = async (db: Db) => {
    const result = await work(db);
    isWorkDone = true;
    return result;
  };
  const attempt = () => {
    isWorkDone = false;
    return transaction(watched);
  };
  return busyWhenUnavailable(
    () => runAgainOnConflict(attempt),
    () => isWorkDone && access === "read write",
  );
}

export function inSystemTransaction<T>(
  work: (db: SystemDb) => Promise<T>,
  access: TransactionAccess = "read write",
): Promise<T> {
  const { client, limits } = currentDatabase();
  return opened(work, access, (watched) =>
    client.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT ${setLimits(limits)}, ${setAccess(access)}, set_config('role', system_role(), true)`;
      return watched(tx as SystemDb);
    }, durations(limits)),
  );
}

/** Without an actor, the transaction cannot write audit entries. */
export function inTenantTransaction<T>(
  organizationId: string,
  work: (db: TenantDb) => Promise<T>,
  actor = NO_ACTOR,
  access: TransactionAccess = "read write",
): Promise<T> {
  const { client, limits } = currentDatabase();
  return opened(work, access, (watched) =>
    bindTo(client, organizationId).$transaction(async (tx) => {
      await tx.$queryRaw`
        SELECT ${setLimits(limits)}, ${setAccess(access)}, ${setActor(actor)},
               set_config('app.organization_id', ${organizationId}, true), set_config('role', tenant_role(), true)`;
      return watched(tx as unknown as TenantDb);
    }, durations(limits)),
  );
}
