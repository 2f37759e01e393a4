// Runs operations, always in this order: mode, actor, role, input, recent proof, find, rate limit, output kept under the
// idempotency key, prepare (find and prepare outside a transaction), then one transaction: lock, recheck of the actor,
// idempotency key, run, audit. A throw rolls everything back; a returned refusal commits its rows and is then thrown to the
// caller.
import "server-only";
import type { z } from "zod";
import type { SystemDb, TenantDb, TransactionAccess } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/observability/log";
import { traceRefusal } from "@/lib/observability/security-log";
import type { Accepts } from "./accepts";
import type { Actor, Caller, RequestFacts } from "./actor";
import { recordAudit, type Attribution } from "./audit";
import type { CookieRules } from "./cookie-effects";
import { enforceLimits, isQuietlyRefused } from "./enforce-limits";
import { findKept, onceForKey } from "./idempotency";
import type { LimitRule } from "./limit-rule";
import type { LockContext, OutputOf, Spec } from "./operation-spec";
import { parseInput } from "./parse-input";
import { enforceRecentProof, type RecentProof } from "./recent-proof";
import { Refusal } from "./refusal";
import { register } from "./registry";
import type { Standing } from "./roles";

export interface Operation<A extends Actor, Output> {
  (caller: Caller, input: unknown): Promise<Output>;
  readonly operationName: string;
  readonly effect: "read" | "write";
  readonly minRole: Standing;
  readonly recent: RecentProof | undefined;
  /** Whether requests may have an Idempotency-Key. */
  readonly idempotent: boolean;
  readonly input: z.ZodType;
  readonly output: z.ZodType | undefined;
  readonly cookieRules: CookieRules<Output>;
  /** Never set. Exists only in the type, to carry the actor's type to the adapters. */
  readonly actor?: A;
}

export interface Gate<A extends Actor, Db extends SystemDb | TenantDb, L, K extends Accepts = never> {
  minRole: Standing;
  /** Absent for public and system operations. */
  accepts?: K;
  /** For operations that require a reason in their input: reads it for the audit entry. */
  reasonOf?: (input: unknown) => string | undefined;
  /** Attributes the audit entry; without this function, it is attributed to the actor. */
  attribute?: Attribution;
  admit: (actor: Actor) => A;
  /** Checked after the operation's own limits, for every write that is not a containment action. */
  writeLimit?: readonly LimitRule<unknown, Caller<A>>[];
  transaction: <T>(actor: A, work: (db: Db) => Promise<T>, access: TransactionAccess) => Promise<T>;
  /** Takes the lock of a write and returns the actor as read under it. */
  recheck?: (db: Db, actor: A, lock: L) => Promise<A>;
}

export function buildOperation<
  A extends Actor,
  Db extends SystemDb | TenantDb,
  S extends z.ZodType,
  Prepared,
  Result,
  L,
  Found = undefined,
  K extends Accepts = never,
>(gate: Gate<A, Db, L, K>, spec: Spec<A, Db, S, Prepared, Result, L, Found, K>): Operation<A, OutputOf<Result>> {
  const writeLimit = spec.effect === "write" && !spec.isContainment ? (gate.writeLimit ?? []) : [];
  const { isRoutine = false, idempotent = false, quietLimit = [], lock } = spec;
  if (idempotent === true && !spec.output) throw new Error(`${spec.name} is idempotent without an output`);
  const recheck = spec.effect === "write" ? gate.recheck : undefined;
  if (recheck && lock === undefined) throw new Error(`${spec.name} writes without a lock`);

  async function actingNow(db: Db, context: LockContext<A, z.output<S>, Prepared>): Promise<A> {
    if (!recheck) return context.actor;
    const taken = typeof lock === "function" ? (lock as (given: typeof context) => L)(context) : (lock as L);
    return gate.admit(await recheck(db, context.actor, taken));
  }

  async function perform(anyCaller: Caller, rawInput: unknown): Promise<OutputOf<Result>> {
    if (spec.onlyInMode && spec.onlyInMode !== env().APP_MODE) throw new AppError("NOT_FOUND");
    const caller: Caller<A> = { actor: gate.admit(anyCaller.actor), request: anyCaller.request };
    const input = parseInput(spec.input, rawInput);
    enforceRecentProof(spec.recent, caller.actor, input);
    const access = spec.effect === "read" ? "read only" : "read write";
    const transaction = <T>(work: (db: Db) => Promise<T>) => gate.transaction(caller.actor, work, access);
    // Without `find`, Found is inferred as undefined, and so is Prepared without `prepare`.
    const found = (await spec.find?.({ ...caller, transaction }, input)) as Found;
    const counted = { input, caller, found };
    await enforceLimits([...spec.limit, ...writeLimit], counted);
    const overQuietLimit = await isQuietlyRefused(quietLimit, counted, spec.name);
    const key = idempotent === true ? anyCaller.idempotencyKey : undefined;
    if (key !== undefined && spec.prepare) {
      const kept = await transaction((db) => findKept(db, caller.actor, { key, operation: spec.name, input }));
      if (kept) return kept.output as OutputOf<Result>;
    }
    const ownKey =
      idempotent === "by itself" && anyCaller.idempotencyKey ? { idempotencyKey: anyCaller.idempotencyKey } : {};
    const prepared = (await spec.prepare?.({ ...caller, ...ownKey, transaction, found }, input)) as Prepared;
    const whole = transaction(async (db) => {
      const acting = { ...caller, actor: await actingNow(db, { actor: caller.actor, input, prepared }) };
      const work = () => spec.run({ ...acting, db, prepared, overQuietLimit }, input);
      const { outcome, isRepeated } =
        key !== undefined
          ? await onceForKey(db, acting.actor, { key, operation: spec.name, input }, work)
          : { outcome: await work(), isRepeated: false };
      if (spec.effect === "write" && !isRepeated) {
        const refused = outcome instanceof Refusal;
        const output = (refused ? undefined : outcome) as OutputOf<Result>;
        const detail = spec.audit({ ...acting, input, prepared, output });
        const reason = gate.reasonOf?.(input);
        const event = { action: spec.name, outcome: refused ? outcome.code : "ok", isRoutine };
        await recordAudit(db, acting, event, { reason, ...detail }, gate.attribute);
      }
      return outcome;
    });
    const result = await whole.catch(async (error: unknown) => {
      await spec.undo?.(prepared);
      throw error;
    });
    if (result instanceof Refusal) throw new AppError(result.code, result.options);
    return result as OutputOf<Result>;
  }

  async function operation(caller: Caller, input: unknown): Promise<OutputOf<Result>> {
    try {
      return await perform(caller, input);
    } catch (thrown) {
      throw presentable(thrown, spec.name, caller.request);
    }
  }

  const limits = [...spec.limit, ...writeLimit, ...quietLimit].map((rule) => rule.limit.name);
  const { name, effect, onlyInMode, recent, input, output } = spec;
  const described = { minRole: gate.minRole, effect, recent, idempotent: idempotent !== false, input, output };
  const changesCookies = ["mailedLink", "cookies", "cookiesIfRefused"].some((rule) => rule in spec);
  register({ ...described, name, accepts: gate.accepts, onlyInMode, isRoutine, limits, changesCookies, perform: operation });
  return Object.assign(operation, { ...described, operationName: name, cookieRules: spec });
}

/**
 * Only an AppError may leave an operation. Anything else is logged here, scrubbed, and replaced, because frameworks print
 * the errors that reach them. Error pages show `digest`, which is the request id.
 */
function presentable(thrown: unknown, operation: string, { requestId, ipAddress }: RequestFacts): AppError {
  if (!(thrown instanceof AppError)) log.error("operation failed", { request_id: requestId, operation, error: thrown });
  const error = thrown instanceof AppError ? thrown : new AppError("INTERNAL_ERROR");
  traceRefusal(error, { requestId, ipAddress, operation });
  return Object.assign(error, { digest: requestId });
}
