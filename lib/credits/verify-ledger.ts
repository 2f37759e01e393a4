// Compares all accounts with the ledger and the calls, for `npm run ledger-verify`.
import "server-only";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { systemOperation } from "@/lib/access/operation";
import { findDifferences } from "./find-differences";

export const verifyLedger = systemOperation({
  name: "credits.verify-ledger",
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  // A short transaction for each batch of organizations, so that a long check holds no connection.
  prepare: ({ transaction }) => findDifferences(transaction),
  run: ({ prepared }) => Promise.resolve(prepared),
});
