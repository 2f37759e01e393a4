// A client that does not know whether its request arrived sends it again with the same Idempotency-Key. The operation then
// runs once: the key is claimed in the operation's own transaction, so a second request waits for the first, and then gets
// its output. Input (as a hash) and output are stored encrypted, and a key has no effect after 24 hours.
import "server-only";
import { decryptionKeys, encryptionKey } from "@/lib/crypto/app-keys";
import { decrypt, encrypt } from "@/lib/crypto/encrypt";
import { hashToken, type Digest } from "@/lib/crypto/hash";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/codes";
import { isUser, userIdOf, type Actor } from "./actor";
import { Refusal } from "./refusal";

export const IDEMPOTENCY_KEY_HOURS = 24;

/** The header, and the field of a refusal. */
export const IDEMPOTENCY_KEY = "Idempotency-Key";

export interface Sent {
  key: string;
  operation: string;
  input: unknown;
}

/** What a key's row keeps, encrypted. A plain hash of the input would confirm guesses at what has been deleted since. */
interface Kept {
  /** SHA-256 of operation and input. */
  request: string;
  output: unknown;
}

/**
 * Runs in the operation's transaction. A refusal releases the key: there is nothing a retry could duplicate.
 * @returns what `work` returned, or the output of the earlier request with this key
 * @throws AppError VALIDATION_ERROR if the key belongs to another request, CONFLICT if the earlier output cannot be read
 */
export async function onceForKey<Result>(
  db: SystemDb | TenantDb,
  actor: Actor,
  { key, operation, input }: Sent,
  work: () => Promise<Result>,
): Promise<{ outcome: Result; isRepeated: boolean }> {
  const { organizationId, keyHash, request } = sentBy(actor, { key, operation, input });
  if (!(await claim(db, keyHash, organizationId))) {
    return { outcome: (await outputUnder(db, keyHash, request)) as Result, isRepeated: true };
  }
  const outcome = await work();
  if (outcome instanceof Refusal) {
    await db.idempotencyKey.deleteMany({ where: { keyHash } });
  } else {
    await keep(db, keyHash, { request, output: outcome });
  }
  return { outcome, isRepeated: false };
}

/**
 * For a request whose preparation could refuse what an earlier request with its key has done.
 * @returns what the earlier request has kept, if it has committed
 * @throws AppError like `onceForKey`
 */
export async function findKept(
  db: SystemDb | TenantDb,
  actor: Actor,
  { key, operation, input }: Sent,
): Promise<{ output: unknown } | undefined> {
  const { keyHash, request } = sentBy(actor, { key, operation, input });
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM idempotency_keys
     WHERE key_hash = ${keyHash} AND output_ciphertext IS NOT NULL
       AND created_at >= now() - make_interval(hours => ${IDEMPOTENCY_KEY_HOURS}::int)`;
  return row === undefined ? undefined : { output: await outputUnder(db, keyHash, request) };
}

export interface SentKey {
  organizationId: string | null;
  keyHash: Digest;
  request: string;
}

/** @throws AppError UNAUTHORIZED for an anonymous actor */
export function sentBy(actor: Actor, { key, operation, input }: Sent): SentKey {
  if (!isUser(actor) && actor.kind !== "key") throw new AppError("UNAUTHORIZED");
  const organizationId = actor.kind === "user" ? null : actor.organization.id;
  const callerId = userIdOf(actor) ?? actor.credential.id;
  // No secret takes part, because a repetition must find its row even if the app's secrets were rotated in between.
  const keyHash = hashToken(JSON.stringify([callerId, organizationId, key]));
  return { organizationId, keyHash, request: hexOf(hashToken(JSON.stringify([operation, input]))) };
}

export async function keep(db: SystemDb | TenantDb, keyHash: Digest, kept: Kept): Promise<void> {
  const outputCiphertext = encrypt(encryptionKey("idempotent-output"), JSON.stringify(kept), hexOf(keyHash));
  await db.idempotencyKey.updateMany({ where: { keyHash }, data: { outputCiphertext } });
}

/** @throws AppError VALIDATION_ERROR if the key belongs to another request, CONFLICT if there is no output to read */
export async function outputUnder(db: SystemDb | TenantDb, keyHash: Digest, request: string): Promise<unknown> {
  const kept = await keptUnder(db, keyHash);
  if (kept.request === request) return kept.output;
  throw refusedKey("VALIDATION_ERROR", "This key belongs to another request. Please use a new key.");
}

/** Waits for an open transaction with the same key. @returns false if that or an earlier one has committed */
async function claim(db: SystemDb | TenantDb, keyHash: Digest, organizationId: string | null): Promise<boolean> {
  const claimed = await db.$executeRaw`
    INSERT INTO idempotency_keys AS k (key_hash, organization_id) VALUES (${keyHash}, ${organizationId}::uuid)
    ON CONFLICT (key_hash) DO UPDATE SET output_ciphertext = NULL, created_at = now()
     WHERE k.created_at < now() - make_interval(hours => ${IDEMPOTENCY_KEY_HOURS}::int)`;
  return claimed === 1;
}

async function keptUnder(db: SystemDb | TenantDb, keyHash: Digest): Promise<Kept> {
  const [row] = await db.$queryRaw<{ sealed: Uint8Array | null }[]>`
    SELECT output_ciphertext AS sealed FROM idempotency_keys WHERE key_hash = ${keyHash}`;
  // Deleted since it was claimed.
  if (!row?.sealed) throw new AppError("CONFLICT");
  return JSON.parse(opened(row.sealed, hexOf(keyHash))) as Kept;
}

/** @throws AppError CONFLICT, for example if the secret that encrypted it was removed from the configuration */
function opened(sealed: Uint8Array, context: string): string {
  try {
    return decrypt(decryptionKeys("idempotent-output"), sealed, context);
  } catch (cause) {
    throw refusedKey("CONFLICT", "This key was used, but the response can no longer be read.", cause);
  }
}

function refusedKey(code: ErrorCode, message: string, cause?: unknown): AppError {
  return new AppError(code, { fields: { [IDEMPOTENCY_KEY]: message }, cause });
}

function hexOf(digest: Digest): string {
  return Buffer.from(digest).toString("hex");
}
