// Compares what the accounts say with the ledger and with the calls. All three are written in the same transactions, so any
// difference means that somebody changed one of them, or that a function of the database is wrong.
import "server-only";
import type { SystemDb } from "@/lib/db/transaction";
import { credits, type Credits } from "./amounts";
import { findDifferenceRows, type Batch } from "./queries";

export interface Difference {
  organizationId: string;
  /** What was compared, such as `allotment` or `purchased_reserved`; `calls` counts calls whose entries do not match them. */
  what: string;
  /** According to the account. */
  kept: Credits;
  /** According to the ledger or the calls. */
  booked: Credits;
}

const ORGANIZATIONS_AT_ONCE = 200;

/** The differences of all organizations, or of one. Each batch is one statement, so it sees one moment. */
export async function findDifferences(
  transaction: <T>(work: (db: SystemDb) => Promise<T>) => Promise<T>,
  organizationId: string | null = null,
): Promise<{ organizations: number; differences: Difference[] }> {
  const differences: Difference[] = [];
  let organizations = 0;
  let after: string | null = null;
  do {
    const wanted: Batch = { after, only: organizationId, limit: ORGANIZATIONS_AT_ONCE };
    const { ids, rows } = await transaction((db) => findDifferenceRows(db, wanted));
    organizations += ids.length;
    for (const { organization_id, what, kept, booked } of rows)
      differences.push({ organizationId: organization_id, what, kept: credits(kept), booked: credits(booked) });
    after = ids.length < ORGANIZATIONS_AT_ONCE ? null : (ids.at(-1) ?? null);
  } while (after !== null);
  return { organizations, differences };
}
