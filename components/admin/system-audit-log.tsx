import { AuditLogList } from "@/components/audit/audit-log-list";
import { TextLink } from "@/components/ui/text-link";
import type { Column } from "@/components/ui/table";
import type { SystemAuditEntryView } from "@/lib/admin/list-audit-log";

const KINDS: Readonly<Record<string, string>> = {
  anonymous: "Somebody not signed in",
  system: "The system",
};

function Who({ actor: { id, name, kind } }: SystemAuditEntryView) {
  if (id === null) return <span className="text-muted">{KINDS[kind] ?? kind}</span>;
  if (name === null) return <span className="text-muted">A deleted account</span>;
  return (
    <span className="grid min-w-0 justify-items-end @min-[46rem]:justify-items-start">
      <TextLink href={`/admin/users/${id}`}>{name}</TextLink>
      {kind === "anonymous" && <span className="text-xs text-muted">not signed in</span>}
    </span>
  );
}

const ORGANIZATION: Column<SystemAuditEntryView> = {
  key: "organization",
  header: "Organization",
  cell: ({ organization }) => {
    if (organization === null) return <span className="text-muted">None</span>;
    if (organization.name === null) return <span className="text-muted">Deleted</span>;
    return (
      <TextLink href={`/admin/organizations/${organization.id}`} className="break-words">
        {organization.name}
      </TextLink>
    );
  },
};

/** What happened anywhere, newest first. */
export function SystemAuditLog({ entries, here }: { entries: SystemAuditEntryView[]; here: string }) {
  return <AuditLogList entries={entries} here={here} who={(entry) => <Who {...entry} />} more={[ORGANIZATION]} />;
}
