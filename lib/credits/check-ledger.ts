// Compares all accounts with the ledger and the calls, as `npm run ledger-verify` does, for system admins.
import "server-only";
import { z } from "zod";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { adminOperation } from "@/lib/access/operation";
import { findDifferences } from "./find-differences";

/** More than this is a broken ledger, whatever the rest says. */
const MOST = 200;

export const LedgerCheck = z
  .strictObject({
    /** The number of organizations that were checked. */
    organizations: z.int().min(0),
    differences_found: z.int().min(0),
    /** The first of them. */
    differences: z.array(
      z.strictObject({
        organization_id: z.uuid(),
        /** What was compared, such as `allotment`; `calls` counts calls whose entries do not match them. */
        what: z.string(),
        /** According to the account. */
        kept: z.int(),
        /** According to the ledger or the calls. */
        booked: z.int(),
      }),
    ),
  })
  .meta({ title: "LedgerCheck" });
export type LedgerCheck = z.output<typeof LedgerCheck>;

export const checkLedger = adminOperation({
  name: "admin.check-ledger",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  output: LedgerCheck,
  // A short transaction for each batch of organizations, so that a long check holds no connection.
  prepare: ({ transaction }) => findDifferences(transaction),
  run: async ({ prepared: { organizations, differences } }): Promise<LedgerCheck> => ({
    organizations,
    differences_found: differences.length,
    differences: differences
      .slice(0, MOST)
      .map(({ organizationId, what, kept, booked }) => ({ organization_id: organizationId, what, kept, booked })),
  }),
});
