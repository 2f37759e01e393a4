import { Badge } from "@/components/ui/badge";
import { Table, type Column } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { OrganizationRow } from "@/lib/admin/list-organizations";
import { Standing } from "./standing";

const COLUMNS: Column<OrganizationRow>[] = [
  {
    key: "organization",
    header: "Organization",
    primary: true,
    cell: ({ id, name, slug, is_personal }) => (
      <span className="grid min-w-0">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <TextLink href={`/admin/organizations/${id}`} className="wrap-anywhere">
            {name}
          </TextLink>
          {is_personal && <Badge>Personal</Badge>}
        </span>
        <span className="font-mono text-xs font-normal break-all text-muted">{slug}</span>
      </span>
    ),
  },
  { key: "members", header: "Members", numeric: true, cell: ({ members }) => members },
  { key: "created", header: "Created", cell: ({ created_at }) => <Time at={created_at} /> },
  { key: "standing", header: "Status", cell: ({ suspended_at }) => <Standing suspended={suspended_at !== null} /> },
];

export function OrganizationTable({ organizations }: { organizations: OrganizationRow[] }) {
  return <Table caption="Organizations" columns={COLUMNS} rows={organizations} rowKey={({ id }) => id} />;
}
