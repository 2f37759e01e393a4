// One at a time for a named thing that has no row to lock yet. Held until the transaction ends.
import "server-only";
import { sha256 } from "@oslojs/crypto/sha2";
import type { SystemDb } from "./transaction";

export async function lockName(db: SystemDb, scope: "email" | "mail-recipient" | "setting", name: string): Promise<void> {
  const digest = sha256(new TextEncoder().encode(`${scope}\n${name}`));
  const key = new DataView(digest.buffer, digest.byteOffset).getBigInt64(0);
  await db.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(${key}::bigint)) AS locked`;
}
