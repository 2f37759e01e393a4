import { Alert } from "@/components/ui/alert";
import { Table, type Column } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { number } from "@/components/usage/words";
import type { LedgerCheck } from "@/lib/credits/check-ledger";

type Difference = LedgerCheck["differences"][number];

const COLUMNS: Column<Difference>[] = [
  {
    key: "organization",
    header: "Organization",
    primary: true,
    cell: ({ organization_id: id }) => (
      <TextLink href={`/admin/organizations/${id}`}>
        <code className="font-mono break-all">{id}</code>
      </TextLink>
    ),
  },
  { key: "what", header: "Amount", isPlain: true, cell: ({ what }) => what.replaceAll("_", " ") },
  { key: "kept", header: "According to the account", numeric: true, cell: ({ kept }) => number(kept) },
  { key: "booked", header: "According to the ledger", numeric: true, cell: ({ booked }) => number(booked) },
];

const organizationWords = (count: number) => `${number(count)} ${count === 1 ? "organization" : "organizations"}`;

/** The result of the check that has just been made. */
export function LedgerResult({ check: { organizations, differences_found, differences } }: { check: LedgerCheck }) {
  if (differences_found === 0)
    return (
      <Alert tone="success" title="The ledger is consistent">
        The accounts of {organizationWords(organizations)} match the ledger and the calls.
      </Alert>
    );
  return (
    <>
      <Alert tone="danger" title={differences_found === 1 ? "1 difference" : `${number(differences_found)} differences`}>
        Accounts, ledger and calls are written together, so a difference means that one of them was changed from outside, or
        that there is a defect. Keep the database as it is until the cause is known.
      </Alert>
      <Table
        caption="Differences in the ledger"
        columns={COLUMNS}
        rows={differences}
        rowKey={({ organization_id, what }) => `${organization_id} ${what}`}
      />
    </>
  );
}
