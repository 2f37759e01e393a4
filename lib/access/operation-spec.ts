// The declaration of an operation. The compiler rejects a declaration that lacks a required property.
import "server-only";
import type { z } from "zod";
import type { AppMode } from "@/lib/env/schema";
import type { Accepts, sessionOnly } from "./accepts";
import type { Actor, Caller } from "./actor";
import type { AuditDetail } from "./audit";
import type { CookieRules, MailedLink } from "./cookie-effects";
import type { LimitRule } from "./limit-rule";
import type { SessionProofFor } from "./recent-proof";
import type { Refusal } from "./refusal";

export interface FindContext<A extends Actor, Db> extends Caller<A> {
  /**
   * Runs a short transaction. `find` and `prepare` themselves run without a transaction, because hashing or an external call
   * must not hold a connection.
   */
  transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
}

interface PrepareContext<A extends Actor, Db, Found> extends FindContext<A, Db> {
  found: Found;
}

interface RunContext<A extends Actor, Db, Prepared> extends Caller<A> {
  db: Db;
  prepared: Prepared;
  /** Whether a quiet limit has been exceeded. */
  overQuietLimit: boolean;
}

/** What `run` returns when it does not refuse. */
export type OutputOf<Result> = Exclude<Result, Refusal>;

export interface LockContext<A extends Actor, Input, Prepared> {
  /** The actor as admitted, before the recheck. */
  actor: A;
  input: Input;
  prepared: Prepared;
}

interface AuditContext<A extends Actor, Input, Prepared, Result> extends Caller<A> {
  input: Input;
  prepared: Prepared;
  /** Undefined if `run` refused; never undefined if `run` cannot refuse. */
  output: [Extract<Result, Refusal>] extends [never] ? OutputOf<Result> : OutputOf<Result> | undefined;
}

/** Only an operation with a `token` in its input can accept a mailed link. */
interface Cookies<S extends z.ZodType, Result> extends CookieRules<OutputOf<Result>> {
  readonly mailedLink?: z.output<S> extends { token: string } ? MailedLink : never;
}

interface Body<A extends Actor, Db, S extends z.ZodType, Prepared, Result, Found> extends Cookies<S, Result> {
  name: string;
  /** The only mode in which the operation exists. In the other mode it returns NOT_FOUND for any input. */
  onlyInMode?: AppMode;
  /**
   * Looks up the values from which the limits' keys are derived. Runs before any limit of the operation, so it must be
   * cheap: at most one query by a unique key. Only the general limit at the edge bounds how often an anonymous client causes
   * it.
   */
  find?: (context: FindContext<A, Db>, input: z.output<S>) => Promise<Found>;
  limit: readonly LimitRule<z.output<S>, Caller<A>, NoInfer<Found>>[];
  /** Limits that the response must not reveal: when one is exceeded, `run` sees `overQuietLimit` and does less. */
  quietLimit?: readonly LimitRule<z.output<S>, Caller<A>, NoInfer<Found>>[];
  input: S;
  /** The schema of the output, if a JSON route sends it unchanged. Strict, so that no other field leaves the server. */
  output?: z.ZodType<NoInfer<OutputOf<Result>>>;
  /** Does work that must not hold a connection. */
  prepare?: (context: PrepareContext<A, Db, NoInfer<Found>>, input: z.output<S>) => Promise<Prepared>;
  /** Takes back what `prepare` did outside the transaction, if the transaction then fails. */
  undo?: (prepared: NoInfer<Prepared>) => Promise<void>;
  run: (context: RunContext<A, Db, Prepared>, input: z.output<S>) => Promise<Result>;
}

interface ReadEffect {
  effect: "read";
  isContainment?: never;
  isRoutine?: never;
  idempotent?: never;
  lock?: never;
  audit?: never;
}

interface WriteEffect<A extends Actor, S extends z.ZodType, Prepared, Result> {
  effect: "write";
  /**
   * A containment action shuts out an intruder. It is exempt from the per-user write limit, which the intruder could
   * exhaust, and has limits of its own.
   */
  isContainment?: true;
  /**
   * Ordinary work, in an organization or by a job that deletes old rows. The console shows it as a security event only if it
   * was refused.
   */
  isRoutine?: true;
  /**
   * Requests with the same Idempotency-Key run once. Needs an output schema, unless the operation itself keeps its answer under
   * the key that `prepare` gets (lib/access/kept-answer), because the answer comes after the transaction.
   */
  idempotent?: true | "by itself";
  /** What the audit entry records besides the actor, the time and the IP address. */
  audit: (context: AuditContext<A, z.output<S>, Prepared, Result>) => AuditDetail;
}

/** The lock that a write takes first. The actor is read again under the lock, and `run` gets this newer actor. */
type Locking<A extends Actor, Input, Prepared, L> = [L] extends [never]
  ? { lock?: never }
  : { lock: L | ((context: LockContext<A, Input, Prepared>) => L) };

interface Authenticated<S extends z.ZodType, K extends Accepts> {
  accepts: K;
  /**
   * For operations that grant power or cannot be undone. Only a session can have a recent proof, so an operation that always
   * requires one accepts only sessions, and one that requires it for some inputs refuses these to every other credential.
   */
  recent?: SessionProofFor<z.output<S>> | (K extends typeof sessionOnly ? AlwaysProved<S> : never);
}

/** "current_password" needs the field of that name in the input. */
type AlwaysProved<S extends z.ZodType> =
  | "session"
  | (z.output<S> extends { current_password: string } ? "current_password" : never);

/**
 * @typeParam L how a write locks the row that its actor's rights depend on; `never` for public and system operations
 * @typeParam K the credentials that the operation accepts; none for public and system operations
 */
export type Spec<
  A extends Actor,
  Db,
  S extends z.ZodType,
  Prepared,
  Result,
  L,
  Found = undefined,
  K extends Accepts = never,
> = Body<A, Db, S, Prepared, Result, Found> &
  (ReadEffect | (WriteEffect<A, S, Prepared, Result> & Locking<A, z.output<S>, Prepared, L>)) &
  ([L] extends [never] ? { accepts?: never; recent?: never } : Authenticated<S, K>);
