// For an answer that arrives after the operation's transaction, such as a stream: the key is claimed before the work, the answer
// is kept under it afterwards, and a request that repeats the key gets the kept answer. While the work is going on, a repetition
// is refused. If the work fails, the key is free again.
import "server-only";
import type { TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { LONGEST_REQUEST_MS } from "@/lib/network/longest-request";
import type { Actor } from "./actor";
import { IDEMPOTENCY_KEY_HOURS, keep, outputUnder, sentBy, type Sent } from "./idempotency";

type Transaction = <T>(work: (db: TenantDb) => Promise<T>) => Promise<T>;

export interface Claim<Answer> {
  keep: (answer: Answer) => Promise<void>;
  release: () => Promise<void>;
}

/**
 * @returns the claim of a new key, or the answer that was kept under it
 * @throws AppError CONFLICT while a request with this key is being answered, VALIDATION_ERROR if the key belongs to another
 */
export async function claimAnswer<Answer>(
  transaction: Transaction,
  actor: Actor,
  sent: Sent,
): Promise<{ claim: Claim<Answer> } | { answer: Answer }> {
  const { organizationId, keyHash, request } = sentBy(actor, sent);
  const isClaimed = await transaction(async (db) => {
    // The claim of a process that died is free again once no request can be as old.
    const claimed = await db.$executeRaw`
      INSERT INTO idempotency_keys AS k (key_hash, organization_id) VALUES (${keyHash}, ${organizationId}::uuid)
      ON CONFLICT (key_hash) DO UPDATE SET output_ciphertext = NULL, created_at = now()
       WHERE k.created_at < now() - make_interval(hours => ${IDEMPOTENCY_KEY_HOURS}::int)
          OR (k.output_ciphertext IS NULL AND k.created_at < now() - make_interval(secs => ${LONGEST_REQUEST_MS / 1000}::int))`;
    return claimed === 1;
  });
  if (!isClaimed) return { answer: (await transaction((db) => outputUnder(db, keyHash, request))) as Answer };
  return {
    claim: {
      keep: (answer) => transaction((db) => keep(db, keyHash, { request, output: answer })),
      release: async () => {
        await transaction((db) => db.idempotencyKey.deleteMany({ where: { keyHash, outputCiphertext: null } }));
      },
    },
  };
}

/** Does nothing without a claim, and never hides the failure for which the key is released. */
export async function releaseQuietly(claim: Claim<never> | undefined): Promise<void> {
  await claim?.release().catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}
