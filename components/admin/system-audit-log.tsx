import { AuditLogList } from "@/components/audit/audit-log-list";
import { TextLink } from "@/components/ui/text-link";
import type { Column } from "@/components/ui/table";
import type { SystemAuditEntryView } from "@/lib/admin/list-audit-log";

const KINDS: Readonly<Record<string, string>> = {
  anonymous: "Unknown",
  system: "The system",
};

/** The owner of the session, if the entry's user is a different one. */
function OtherSession({ actor, session }: SystemAuditEntryView) {
  if (session === null || session.person.id === actor.id) return null;
  return (
    <span className="text-xs text-muted">
      with a session of{" "}
      <TextLink href={`/admin/users/${session.person.id}`}>{session.person.name ?? "a deleted account"}</TextLink>
    </span>
  );
}

function Person({ actor: { id, name, kind } }: SystemAuditEntryView) {
  if (id === null) return <span className="text-muted">{KINDS[kind] ?? kind}</span>;
  if (name === null) return <span className="text-muted">A deleted account</span>;
  return <TextLink href={`/admin/users/${id}`}>{name}</TextLink>;
}

function Who(entry: SystemAuditEntryView) {
  const { actor, session } = entry;
  return (
    <span className="grid min-w-0 justify-items-end wrap-anywhere @min-[46rem]:min-w-32 @min-[46rem]:justify-items-start">
      <Person {...entry} />
      {actor.kind === "anonymous" && session === null && <span className="text-xs text-muted">not signed in</span>}
      <OtherSession {...entry} />
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
      <TextLink href={`/admin/organizations/${organization.id}`} className="wrap-anywhere">
        {organization.name}
      </TextLink>
    );
  },
};

/** Events in all organizations, newest first. */
export function SystemAuditLog({ entries, here }: { entries: SystemAuditEntryView[]; here: string }) {
  return <AuditLogList entries={entries} here={here} who={(entry) => <Who {...entry} />} more={[ORGANIZATION]} />;
}
