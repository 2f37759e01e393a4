import { Table, type Column } from "@/components/ui/table";
import type { ConfigurationFact } from "@/lib/admin/effective-configuration";

const COLUMNS: Column<ConfigurationFact>[] = [
  { key: "name", header: "Variable", primary: true, cell: ({ name }) => <code className="font-mono text-xs font-normal break-all">{name}</code> },
  { key: "value", header: "Value", cell: ({ value }) => <span className="min-w-0 text-right break-words @min-[46rem]:text-left">{value}</span> },
];

export function ConfigurationTable({ facts }: { facts: ConfigurationFact[] }) {
  return <Table caption="Configuration" columns={COLUMNS} rows={facts} rowKey={({ name }) => name} />;
}
