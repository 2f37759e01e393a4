// A client that does not know whether its request arrived sends it again with the same Idempotency-Key. The operation then
// runs once: the key is claimed in the operation's own transaction, so a second request waits for the first, and then gets
// its output. The output is stored encrypted, and a key is forgotten after 24 hours.
import "server-only";
import { decryptionKeys, encryptionKey, signingKey } from "@/lib/crypto/app-keys";
import { decrypt, encrypt } from "@/lib/crypto/encrypt";
import { equalDigests, hashToken, keyedHash, type Digest } from "@/lib/crypto/hash";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { isUser, userIdOf, type Actor } from "./actor";
import { Refusal } from "./refusal";

export const IDEMPOTENCY_KEY_HOURS = 24;

/** The header, and the field of a refusal. */
export const IDEMPOTENCY_KEY = "Idempotency-Key";

interface Sent {
  key: string;
  operation: string;
  input: unknown;
}

interface Row {
  requestHash: Uint8Array;
  outputCiphertext: Uint8Array | null;
}

/**
 * Takes part in the transaction of the operation. A refusal forgets the key, because nothing was done that a repetition could
 * double.
 * @returns what `work` returned, or the output of the earlier request with this key
 * @throws AppError VALIDATION_ERROR if the key belongs to another request
 */
export async function onceForKey<Result>(
  db: SystemDb | TenantDb,
  actor: Actor,
  { key, operation, input }: Sent,
  work: () => Promise<Result>,
): Promise<{ outcome: Result; isRepeated: boolean }> {
  if (!isUser(actor) && actor.kind !== "key") throw new AppError("UNAUTHORIZED");
  const organizationId = actor.kind === "user" ? null : actor.organization.id;
  const callerId = userIdOf(actor) ?? actor.credential.id;
  const keyHash = keyedHash(signingKey("idempotency-key"), callerId, organizationId ?? "", key);
  const requestHash = hashToken(JSON.stringify([operation, input]));
  const context = Buffer.from(keyHash).toString("hex");
  if (!(await claim(db, { keyHash, organizationId, requestHash }))) {
    const sealed = await outputOf(db, keyHash, requestHash);
    const output = JSON.parse(decrypt(decryptionKeys("idempotent-output"), sealed, context)) as Result;
    return { outcome: output, isRepeated: true };
  }
  const outcome = await work();
  if (outcome instanceof Refusal) {
    await db.idempotencyKey.deleteMany({ where: { keyHash } });
  } else {
    const outputCiphertext = encrypt(encryptionKey("idempotent-output"), JSON.stringify(outcome), context);
    await db.idempotencyKey.updateMany({ where: { keyHash }, data: { outputCiphertext } });
  }
  return { outcome, isRepeated: false };
}

export type OnceForKey = typeof onceForKey;

interface Claimed {
  keyHash: Digest;
  organizationId: string | null;
  requestHash: Digest;
}

/** Waits for an open transaction with the same key. @returns false if that or an earlier one has committed */
async function claim(db: SystemDb | TenantDb, { keyHash, organizationId, requestHash }: Claimed): Promise<boolean> {
  const claimed = await db.$executeRaw`
    INSERT INTO idempotency_keys AS k (key_hash, organization_id, request_hash)
    VALUES (${keyHash}, ${organizationId}::uuid, ${requestHash})
    ON CONFLICT (key_hash) DO UPDATE
       SET request_hash = excluded.request_hash, output_ciphertext = NULL, created_at = now()
     WHERE k.created_at < now() - make_interval(hours => ${IDEMPOTENCY_KEY_HOURS}::int)`;
  return claimed === 1;
}

async function outputOf(db: SystemDb | TenantDb, keyHash: Digest, requestHash: Digest): Promise<Uint8Array> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT request_hash AS "requestHash", output_ciphertext AS "outputCiphertext" FROM idempotency_keys
     WHERE key_hash = ${keyHash}`;
  // Deleted since it was claimed.
  if (!row?.outputCiphertext) throw new AppError("CONFLICT");
  if (equalDigests(row.requestHash, requestHash)) return row.outputCiphertext;
  const message = "This key belongs to another request. Please use a new key.";
  throw new AppError("VALIDATION_ERROR", { fields: { [IDEMPOTENCY_KEY]: message } });
}
