import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Table, type Column } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { AuditActorKind, AuditEntryView } from "@/lib/audit/view";
import { ACTOR_WORDS, STANDING_WORDS, actionWords } from "./audit-words";

/** An entry as an organization's admins see it; for system admins, it has additional fields. */
type Shown = Omit<AuditEntryView, "actor"> & {
  actor: {
    kind: string;
    standing?: string | null;
    role?: AuditEntryView["actor"]["role"];
    id: string | null;
    name: string | null;
  };
};

export interface AuditLogListProps<Entry extends Shown> {
  entries: Entry[];
  /** The path of the page, without a query. */
  here: string;
  /** Shown instead of the actor's name or, without one, instead of the word for the kind of actor. */
  who?: (entry: Entry) => ReactNode;
  /** Additional columns between the actor and the result. */
  more?: Column<Entry>[];
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono break-all select-all">{children}</code>;
}

function Values({ name, values }: { name: string; values: AuditEntryView["before"] }) {
  if (values === null) return null;
  return (
    <Fact name={name}>
      <pre className="max-w-full rounded-sm bg-sunken p-2 font-mono break-all whitespace-pre-wrap">
        {JSON.stringify(values, null, 2)}
      </pre>
    </Fact>
  );
}

function Entity({ entity: { type, id }, here }: { entity: NonNullable<AuditEntryView["entity"]>; here: string }) {
  const all = new URLSearchParams({ entity_type: type, ...(id === null ? {} : { entity_id: id }) });
  return (
    <Fact name="What it is about">
      {type.replaceAll("_", " ")} {id !== null && <Code>{id}</Code>}
      <br />
      <TextLink href={`${here}?${all.toString()}`}>All entries about it</TextLink>
    </Fact>
  );
}

function Details({ entry, here }: { entry: Shown; here: string }) {
  const standing = entry.actor.standing ?? entry.actor.role ?? null;
  return (
    <details className="text-xs font-normal">
      <summary className="disclosure py-1 text-muted">
        Details<span className="sr-only"> of {actionWords(entry.action)}</span>
      </summary>
      <dl className="grid max-w-md gap-3 pt-2 pb-1">
        <Fact name="Action">
          <Code>{entry.action}</Code>
        </Fact>
        {entry.reason !== null && <Fact name="Reason">{entry.reason}</Fact>}
        {entry.entity !== null && <Entity entity={entry.entity} here={here} />}
        <Values name="Before" values={entry.before} />
        <Values name="After" values={entry.after} />
        {entry.actor.id !== null && (
          <Fact name="Person">
            <Code>{entry.actor.id}</Code>
          </Fact>
        )}
        {standing !== null && <Fact name="Acted as">{STANDING_WORDS[standing] ?? standing}</Fact>}
        {entry.ip_address !== null && (
          <Fact name="Address">
            <Code>{entry.ip_address}</Code>
          </Fact>
        )}
        {entry.user_agent && <Fact name="Browser">{entry.user_agent}</Fact>}
        <Fact name="Request">
          <Code>{entry.request_id}</Code>
        </Fact>
      </dl>
    </details>
  );
}

function Action({ entry, here }: { entry: Shown; here: string }) {
  return (
    <span className="grid min-w-0 gap-0.5">
      <span>{actionWords(entry.action)}</span>
      <Details entry={entry} here={here} />
    </span>
  );
}

function Outcome({ outcome }: { outcome: string }) {
  if (outcome === "ok") return <Badge tone="success">Done</Badge>;
  return (
    <span className="grid justify-items-end gap-1 @min-[46rem]:justify-items-start">
      <Badge tone="warning">Refused</Badge>
      <code className="font-mono text-xs text-muted">{outcome}</code>
    </span>
  );
}

function nameOrKind({ actor: { name, kind } }: Shown): ReactNode {
  if (name === null) return <span className="text-muted">{ACTOR_WORDS[kind as AuditActorKind]}</span>;
  return <span className="block wrap-anywhere @min-[46rem]:min-w-32">{name}</span>;
}

/** The entries of an audit log, newest first. */
export function AuditLogList<Entry extends Shown>({ entries, here, who = nameOrKind, more = [] }: AuditLogListProps<Entry>) {
  const columns: Column<Entry>[] = [
    { key: "action", header: "What", primary: true, cell: (entry) => <Action entry={entry} here={here} /> },
    { key: "actor", header: "Who", cell: who },
    ...more,
    { key: "outcome", header: "Result", cell: ({ outcome }) => <Outcome outcome={outcome} /> },
    { key: "time", header: "When", cell: ({ created_at }) => <Time at={created_at} /> },
  ];
  return <Table caption="Audit log" columns={columns} rows={entries} rowKey={({ id }) => id} />;
}
