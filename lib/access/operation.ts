// The only way to define what the product can do: one builder per kind of actor. The kind decides which rows an operation
// reaches and what it must declare.
import "server-only";
import type { z } from "zod";
import {
  inSystemTransaction,
  inTenantTransaction,
  type SystemDb,
  type TenantDb,
  type TransactionAccess,
} from "@/lib/db/transaction";
import type { AcceptedInOrganization, AcceptedSystemAdmin, AcceptedUser, Accepts, UserAccepts } from "./accepts";
import { userIdOf, type Actor, type OrganizationActor, type PublicActor, type SystemActor } from "./actor";
import { admitAnyone, admitSystem, admitSystemAdmin, admitToOrganization, admitUser } from "./admit";
import { byDatabase, credentialIds, toSubject, toSystemAdmin } from "./audit";
import { buildOperation, type Gate, type Operation } from "./build-operation";
import { perWriter } from "./limit-rule";
import type { OutputOf, Spec } from "./operation-spec";
import { recheckInOrganization, recheckUser, type OrganizationLock, type UserLock } from "./recheck";
import type { OrganizationRole } from "./roles";

export type { Operation } from "./build-operation";

const systemTransaction = <T>(_actor: Actor, work: (db: SystemDb) => Promise<T>, access: TransactionAccess) =>
  inSystemTransaction(work, access);

function tenantTransaction<T>(
  actor: OrganizationActor,
  work: (db: TenantDb) => Promise<T>,
  access: TransactionAccess,
): Promise<T> {
  const { kind, organization, credential } = actor;
  const acting = { kind, userId: userIdOf(actor), ...credentialIds(credential) };
  return inTenantTransaction(organization.id, work, acting, access);
}

/** For anyone, signed in or not. The audit entry names the user whom it concerns, not the user of the request's session. */
export function publicOperation<S extends z.ZodType, Result, Prepared = undefined, Found = undefined>(
  spec: Spec<PublicActor, SystemDb, S, Prepared, Result, never, Found>,
): Operation<PublicActor, OutputOf<Result>> {
  const gate = {
    minRole: "public",
    admit: admitAnyone,
    transaction: systemTransaction,
    attribute: toSubject,
  } as const;
  return buildOperation<PublicActor, SystemDb, S, Prepared, Result, never, Found>(gate, spec);
}

/** For a user, about their own account. */
export function userOperation<S extends z.ZodType, Result, K extends UserAccepts, Prepared = undefined, Found = undefined>(
  spec: Spec<AcceptedUser<K>, SystemDb, S, Prepared, Result, UserLock, Found, K>,
): Operation<AcceptedUser<K>, OutputOf<Result>> {
  const gate: Gate<AcceptedUser<K>, SystemDb, UserLock, K> = {
    minRole: "user",
    accepts: spec.accepts,
    admit: (actor) => admitUser(actor, spec.accepts),
    writeLimit: perWriter,
    transaction: systemTransaction,
    recheck: recheckUser,
  };
  return buildOperation(gate, spec);
}

/**
 * In one organization, with a database handle that reaches only that organization. For its members and, if the operation
 * accepts any credential, for the API keys of the organization, which have no user.
 */
export function orgOperation<S extends z.ZodType, Result, K extends Accepts, Prepared = undefined, Found = undefined>(
  spec: Spec<AcceptedInOrganization<K>, TenantDb, S, Prepared, Result, OrganizationLock, Found, K> & {
    minRole: OrganizationRole;
  },
): Operation<AcceptedInOrganization<K>, OutputOf<Result>> {
  const gate: Gate<AcceptedInOrganization<K>, TenantDb, OrganizationLock, K> = {
    minRole: spec.minRole,
    accepts: spec.accepts,
    admit: (actor) => admitToOrganization(actor, spec.minRole, spec.accepts),
    writeLimit: perWriter,
    transaction: tenantTransaction,
    recheck: recheckInOrganization,
    attribute: byDatabase,
  };
  return buildOperation(gate, spec);
}

/** Requires that every write of a system admin has a reason in its input. */
type Reasoned<S extends z.ZodType> =
  | { effect: "read" }
  | (z.output<S> extends { reason: string } ? { effect: "write" } : never);

/** For a system admin, across organizations. The input of a write has a `reason`, which is recorded. */
export function adminOperation<S extends z.ZodType, Result, K extends UserAccepts, Prepared = undefined>(
  spec: Spec<AcceptedSystemAdmin<K>, SystemDb, S, Prepared, Result, UserLock, undefined, K> & Reasoned<S>,
): Operation<AcceptedSystemAdmin<K>, OutputOf<Result>> {
  const gate: Gate<AcceptedSystemAdmin<K>, SystemDb, UserLock, K> = {
    minRole: "sys_admin",
    accepts: spec.accepts,
    admit: (actor) => admitSystemAdmin(actor, spec.accepts),
    writeLimit: perWriter,
    transaction: systemTransaction,
    recheck: recheckUser,
    attribute: toSystemAdmin,
    reasonOf: (input) => (input as { reason?: string }).reason,
  };
  return buildOperation(gate, spec);
}

/** For the system itself: jobs and commands. */
export function systemOperation<S extends z.ZodType, Result, Prepared = undefined>(
  spec: Spec<SystemActor, SystemDb, S, Prepared, Result, never>,
): Operation<SystemActor, OutputOf<Result>> {
  const gate = { minRole: "system", admit: admitSystem, transaction: systemTransaction } as const;
  return buildOperation<SystemActor, SystemDb, S, Prepared, Result, never>(gate, spec);
}
