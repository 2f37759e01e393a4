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
import type { Actor, MemberActor, SystemActor, UserActor } from "./actor";
import { admitMember, admitSystem, admitSystemAdmin, admitUser, requireSession } from "./admit";
import { byDatabase, toSubject, toSystemAdmin } from "./audit";
import { buildOperation, type Gate, type Operation } from "./build-operation";
import { perWriter } from "./limit-rule";
import type { OutputOf, Spec } from "./operation-spec";
import { recheckMember, recheckUser, type OrganizationLock, type UserLock } from "./recheck";
import type { OrganizationRole } from "./roles";

export type { Operation } from "./build-operation";

const systemTransaction = <T>(_actor: Actor, work: (db: SystemDb) => Promise<T>, access: TransactionAccess) =>
  inSystemTransaction(work, access);

/** For anyone, signed in or not. The audit entry names the user whom it concerns, not the user of the request's session. */
export function publicOperation<S extends z.ZodType, Result, Prepared = undefined, Found = undefined>(
  spec: Spec<Actor, SystemDb, S, Prepared, Result, never, Found>,
): Operation<Actor, OutputOf<Result>> {
  const gate = {
    minRole: "public",
    admit: (actor: Actor) => actor,
    transaction: systemTransaction,
    attribute: toSubject,
  } as const;
  return buildOperation<Actor, SystemDb, S, Prepared, Result, never, Found>(gate, spec);
}

/** For a signed-in user, about their own account. */
export function userOperation<S extends z.ZodType, Result, Prepared = undefined, Found = undefined>(
  spec: Spec<UserActor | MemberActor, SystemDb, S, Prepared, Result, UserLock, Found>,
): Operation<UserActor | MemberActor, OutputOf<Result>> {
  const gate = {
    minRole: "user",
    admit: admitUser,
    writeLimit: perWriter,
    transaction: systemTransaction,
    recheck: recheckUser,
  } as const;
  return buildOperation<UserActor | MemberActor, SystemDb, S, Prepared, Result, UserLock, Found>(gate, spec);
}

/** For a member of one organization, with a database handle that reaches only that organization. */
export function orgOperation<S extends z.ZodType, Result, Prepared = undefined, Found = undefined>(
  spec: Spec<MemberActor, TenantDb, S, Prepared, Result, OrganizationLock, Found> & { minRole: OrganizationRole },
): Operation<MemberActor, OutputOf<Result>> {
  const gate: Gate<MemberActor, TenantDb, OrganizationLock> = {
    minRole: spec.minRole,
    admit: (actor) => admitMember(actor, spec.minRole),
    writeLimit: perWriter,
    transaction: (actor, work, access) => {
      const { kind, user, organization } = actor;
      return inTenantTransaction(
        organization.id,
        work,
        { kind, userId: user.id, sessionId: requireSession(actor).id },
        access,
      );
    },
    recheck: recheckMember,
    attribute: byDatabase,
  };
  return buildOperation(gate, spec);
}

/** Requires that every write of a system admin has a reason in its input. */
type Reasoned<S extends z.ZodType> =
  | { effect: "read" }
  | (z.output<S> extends { reason: string } ? { effect: "write" } : never);

/** For a system admin, across organizations. The input of a write has a `reason`, which is recorded. */
export function adminOperation<S extends z.ZodType, Result, Prepared = undefined>(
  spec: Spec<UserActor, SystemDb, S, Prepared, Result, UserLock> & Reasoned<S>,
): Operation<UserActor, OutputOf<Result>> {
  const gate = {
    minRole: "sys_admin",
    admit: admitSystemAdmin,
    writeLimit: perWriter,
    transaction: systemTransaction,
    recheck: recheckUser,
    attribute: toSystemAdmin,
    reasonOf: (input: unknown) => (input as { reason?: string }).reason,
  } as const;
  return buildOperation<UserActor, SystemDb, S, Prepared, Result, UserLock>(gate, spec);
}

/** For the system itself: jobs and commands. */
export function systemOperation<S extends z.ZodType, Result, Prepared = undefined>(
  spec: Spec<SystemActor, SystemDb, S, Prepared, Result, never>,
): Operation<SystemActor, OutputOf<Result>> {
  const gate = { minRole: "system", admit: admitSystem, transaction: systemTransaction } as const;
  return buildOperation<SystemActor, SystemDb, S, Prepared, Result, never>(gate, spec);
}
