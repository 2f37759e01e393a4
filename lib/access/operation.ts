// The only way to make something the product can do. Whatever calls an operation, this order holds:
// mode, actor, role, input, recent proof, rate limit, prepare (no transaction), then one transaction with run and audit.
// A throw rolls everything back; a returned refusal commits its rows and is thrown afterwards.
import "server-only";
import type { z } from "zod";
import { inSystemTransaction, inTenantTransaction, type SystemDb, type TenantDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import type { AppMode } from "@/lib/env/schema";
import { AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/observability/log";
import { traceRefusal } from "@/lib/observability/security-log";
import {
  isSignedIn,
  type Actor,
  type Caller,
  type MemberActor,
  type RequestFacts,
  type SystemActor,
  type UserActor,
} from "./actor";
import { byDatabase, recordAudit, toSubject, type Attribution, type AuditDetail } from "./audit";
import { enforceLimits, isQuietlyRefused, perWriter, type LimitRule } from "./limit-rule";
import { parseInput } from "./parse-input";
import { enforceRecentProof, type RecentProof, type SessionProofFor } from "./recent-proof";
import { Refusal } from "./refusal";
import { register, type LeastRole } from "./registry";
import { roleAtLeast, type OrganizationRole } from "./roles";

interface PrepareContext<A extends Actor, Db> extends Caller<A> {
  /** A short transaction of its own, over before `prepare` goes on: a hash or a call outside must hold no connection. */
  transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
}

interface RunContext<A extends Actor, Db, Prepared> extends Caller<A> {
  db: Db;
  prepared: Prepared;
  /** Whether a quiet limit is used up. */
  overQuietLimit: boolean;
}

interface AuditContext<A extends Actor, Input, Prepared, Output> extends Caller<A> {
  input: Input;
  prepared: Prepared;
  /** Undefined where the operation was refused. */
  output: Output | undefined;
}

/** For what cannot be undone or hands out power. The last needs the field. */
interface Proved<S extends z.ZodType> {
  recent?:
    | "session"
    | SessionProofFor<z.output<S>>
    | (z.output<S> extends { current_password: string } ? "current_password" : never);
}

interface Body<A extends Actor, Db, S extends z.ZodType, Prepared, Output> {
  name: string;
  /** In the other mode the operation does not exist: NOT_FOUND, whatever was sent. */
  onlyInMode?: AppMode;
  limit: readonly LimitRule<z.output<S>, Caller<A>>[];
  /** Limits whose end must not show in the answer: `run` is told, and does less. */
  quietLimit?: readonly LimitRule<z.output<S>, Caller<A>>[];
  input: S;
  prepare?: (context: PrepareContext<A, Db>, input: z.output<S>) => Promise<Prepared>;
  run: (context: RunContext<A, Db, Prepared>, input: z.output<S>) => Promise<Output | Refusal>;
}

interface ReadEffect {
  effect: "read";
  isRemedy?: never;
  audit?: never;
}

interface WriteEffect<A extends Actor, S extends z.ZodType, Prepared, Output> {
  effect: "write";
  /** Shuts an intruder out: must stay possible after they have used up what the person may write. Has limits of its own. */
  isRemedy?: true;
  /** What is recorded beside who, when and from where; also for refusals, whose output is undefined. */
  audit: (context: AuditContext<A, z.output<S>, Prepared, Output>) => AuditDetail;
}

type Spec<A extends Actor, Db, S extends z.ZodType, Prepared, Output> = Body<A, Db, S, Prepared, Output> &
  (ReadEffect | WriteEffect<A, S, Prepared, Output>);

export interface Operation<A extends Actor, Output> {
  (caller: Caller, input: unknown): Promise<Output>;
  readonly operationName: string;
  readonly effect: "read" | "write";
  readonly minRole: LeastRole;
  readonly recent: RecentProof | undefined;
  readonly input: z.ZodType;
  /** Never set: carries the actor's type to the adapters. */
  readonly actor?: A;
}

type AnySpec<A extends Actor, Db, S extends z.ZodType, Prepared, Output> = Spec<A, Db, S, Prepared, Output> & Proved<S>;

interface Gate<A extends Actor, Db extends SystemDb | TenantDb> {
  minRole: LeastRole;
  /** Where a reason has to be given, it is part of the record. */
  reasonOf?: (input: unknown) => string | undefined;
  /** Whom the record names, where that is not the actor. */
  attribute?: Attribution;
  admit: (actor: Actor) => A;
  /** What every write counts under, after limits of its own. */
  writeLimit?: readonly LimitRule<unknown, Caller<A>>[];
  transaction: <T>(actor: A, work: (db: Db) => Promise<T>) => Promise<T>;
}

function build<A extends Actor, Db extends SystemDb | TenantDb, S extends z.ZodType, Prepared, Output>(
  gate: Gate<A, Db>,
  spec: AnySpec<A, Db, S, Prepared, Output>,
): Operation<A, Output> {
  const writeLimit = spec.effect === "write" && !spec.isRemedy ? (gate.writeLimit ?? []) : [];
  async function perform(anyCaller: Caller, rawInput: unknown): Promise<Output> {
    if (spec.onlyInMode && spec.onlyInMode !== env().APP_MODE) throw new AppError("NOT_FOUND");
    const caller: Caller<A> = { actor: gate.admit(anyCaller.actor), request: anyCaller.request };
    const input = parseInput(spec.input, rawInput);
    enforceRecentProof(spec.recent, caller.actor, input);
    await enforceLimits([...spec.limit, ...writeLimit], input, caller);
    const overQuietLimit = await isQuietlyRefused(spec.quietLimit ?? [], input, caller, spec.name);
    // Without `prepare`, Prepared is inferred as undefined.
    const transaction = <T>(work: (db: Db) => Promise<T>) => gate.transaction(caller.actor, work);
    const prepared = (await spec.prepare?.({ ...caller, transaction }, input)) as Prepared;
    const result = await transaction(async (db) => {
      const outcome = await spec.run({ ...caller, db, prepared, overQuietLimit }, input);
      if (spec.effect === "write") {
        const refused = outcome instanceof Refusal;
        const detail = spec.audit({ ...caller, input, prepared, output: refused ? undefined : outcome });
        const reason = gate.reasonOf?.(input);
        await recordAudit(db, caller, spec.name, refused ? outcome.code : "ok", { reason, ...detail }, gate.attribute);
      }
      return outcome;
    });
    if (result instanceof Refusal) throw new AppError(result.code, result.options);
    return result;
  }
  async function operation(caller: Caller, input: unknown): Promise<Output> {
    try {
      return await perform(caller, input);
    } catch (thrown) {
      throw presentable(thrown, spec.name, caller.request);
    }
  }
  const limits = [...spec.limit, ...writeLimit, ...(spec.quietLimit ?? [])].map((rule) => rule.limit.name);
  register({
    name: spec.name,
    minRole: gate.minRole,
    onlyInMode: spec.onlyInMode,
    effect: spec.effect,
    recent: spec.recent,
    limits,
    input: spec.input,
    perform: operation,
  });
  const { name: operationName, effect, recent, input } = spec;
  return Object.assign(operation, { operationName, effect, recent, minRole: gate.minRole, input });
}

/**
 * What may leave an operation: an error of ours. Anything else is logged here, scrubbed, and replaced, because
 * frameworks print what reaches them. `digest` is what error pages show.
 */
function presentable(thrown: unknown, operation: string, { requestId, ipAddress }: RequestFacts): AppError {
  if (!(thrown instanceof AppError)) log.error("operation failed", { request_id: requestId, operation, error: thrown });
  const error = thrown instanceof AppError ? thrown : new AppError("INTERNAL_ERROR");
  traceRefusal(error, { requestId, ipAddress, operation });
  return Object.assign(error, { digest: requestId });
}

const systemTransaction = <T>(_actor: Actor, work: (db: SystemDb) => Promise<T>) => inSystemTransaction(work);

/** For anybody, signed in or not: the record names whom it is about, never the session that came along. */
export function publicOperation<S extends z.ZodType, Output, Prepared = undefined>(
  spec: Spec<Actor, SystemDb, S, Prepared, Output>,
): Operation<Actor, Output> {
  return build({ minRole: "public", admit: (actor) => actor, transaction: systemTransaction, attribute: toSubject }, spec);
}

/** For a signed-in person, about their own account. */
export function userOperation<S extends z.ZodType, Output, Prepared = undefined>(
  spec: AnySpec<UserActor | MemberActor, SystemDb, S, Prepared, Output>,
): Operation<UserActor | MemberActor, Output> {
  return build({ minRole: "user", admit: admitUser, writeLimit: perWriter, transaction: systemTransaction }, spec);
}

/** For a member of one organization, with a handle that reaches that organization alone. */
export function orgOperation<S extends z.ZodType, Output, Prepared = undefined>(
  spec: AnySpec<MemberActor, TenantDb, S, Prepared, Output> & { minRole: OrganizationRole },
): Operation<MemberActor, Output> {
  const gate: Gate<MemberActor, TenantDb> = {
    minRole: spec.minRole,
    admit: (actor) => admitMember(actor, spec.minRole),
    writeLimit: perWriter,
    transaction: (actor, work) => {
      const { kind, user, session, organization } = actor;
      return inTenantTransaction(organization.id, work, { kind, userId: user.id, sessionId: session.id });
    },
    attribute: byDatabase,
  };
  return build(gate, spec);
}

/** Every write of a system admin says why. */
type Reasoned<S extends z.ZodType> =
  | { effect: "read" }
  | (z.output<S> extends { reason: string } ? { effect: "write" } : never);

/** For a system admin, across organizations. The input of a write has a `reason`, which is recorded. */
export function adminOperation<S extends z.ZodType, Output, Prepared = undefined>(
  spec: AnySpec<UserActor, SystemDb, S, Prepared, Output> & Reasoned<S>,
): Operation<UserActor, Output> {
  const reasonOf = (input: unknown) => (input as { reason?: string }).reason;
  const gate = {
    minRole: "sys_admin",
    admit: admitSystemAdmin,
    writeLimit: perWriter,
    transaction: systemTransaction,
    reasonOf,
  } as const;
  return build(gate, spec);
}

/** For the product itself: the scheduler and the mail queue. */
export function systemOperation<S extends z.ZodType, Output, Prepared = undefined>(
  spec: Spec<SystemActor, SystemDb, S, Prepared, Output>,
): Operation<SystemActor, Output> {
  return build({ minRole: "system", admit: admitSystem, transaction: systemTransaction }, spec);
}

function admitUser(actor: Actor): UserActor | MemberActor {
  if (isSignedIn(actor)) return actor;
  throw new AppError("UNAUTHORIZED");
}

function admitMember(actor: Actor, minRole: OrganizationRole): MemberActor {
  if (actor.kind === "user") throw new AppError("NOT_FOUND");
  if (actor.kind !== "member") throw new AppError("UNAUTHORIZED");
  if (actor.organization.suspended) throw new AppError("ORGANIZATION_SUSPENDED");
  if (!roleAtLeast(actor.role, minRole)) throw new AppError("ACCESS_DENIED");
  return actor;
}

function admitSystemAdmin(actor: Actor): UserActor {
  if (actor.kind === "anonymous") throw new AppError("UNAUTHORIZED");
  if (actor.kind !== "user" || !actor.user.isSystemAdmin) throw new AppError("ACCESS_DENIED");
  return actor;
}

function admitSystem(actor: Actor): SystemActor {
  if (actor.kind === "system") return actor;
  throw new AppError("ACCESS_DENIED");
}
