import { ReasonFields } from "@/components/admin/reason-fields";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { Badge } from "@/components/ui/badge";
import { Table, type Column } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { EventView } from "@/lib/billing/schemas";
import type { FormAction } from "@/lib/web/adapters/form-state";

function State({ event: { status, last_error } }: { event: EventView }) {
  if (status === "handled") return <Badge tone="success">Handled</Badge>;
  if (status === "ignored") return <Badge>Ignored</Badge>;
  return last_error === null ? <Badge tone="info">Pending</Badge> : <Badge tone="danger">Failing</Badge>;
}

function Detail({ event: { event, object, last_error, attempts, next_attempt_at } }: { event: EventView }) {
  return (
    <span className="grid gap-0.5 font-normal text-muted">
      <span className="font-mono text-xs break-all">
        {event} · {object}
      </span>
      {last_error !== null && (
        <span className="text-xs wrap-anywhere text-danger">
          {last_error} ({attempts === 1 ? "1 attempt" : `${attempts} attempts`}
          {next_attempt_at !== null && (
            <>
              , next <Time at={next_attempt_at} />
            </>
          )}
          )
        </span>
      )}
    </span>
  );
}

const columnsWith = (replayAction: FormAction): Column<EventView>[] => [
  {
    key: "event",
    header: "Event",
    primary: true,
    cell: (event) => (
      <span className="grid gap-0.5 py-1.5">
        <span className="wrap-anywhere">{event.type}</span>
        <Detail event={event} />
      </span>
    ),
  },
  { key: "state", header: "State", isPlain: true, cell: (event) => <State event={event} /> },
  {
    key: "organization",
    header: "Organization",
    isPlain: true,
    cell: ({ organization }) =>
      organization ? <TextLink href={`/admin/organizations/${organization.id}`}>{organization.name}</TextLink> : "—",
  },
  {
    key: "received",
    header: "Received",
    isSorted: true,
    isPlain: true,
    cell: ({ received_at }) => <Time at={received_at} />,
  },
  {
    key: "actions",
    header: "Actions",
    actions: true,
    cell: ({ id, type }) => (
      <ConfirmForm
        action={replayAction}
        tone="plain"
        trigger="Replay…"
        title={`Replay ${type}?`}
        description="Reads at Stripe what the event is about, and applies what has not been applied before."
        submit="Replay"
      >
        <input type="hidden" name="id" value={id} />
        <ReasonFields hint="Recorded in the audit log." />
      </ConfirmForm>
    ),
  },
];

export function EventTable({ events, replayAction }: { events: EventView[]; replayAction: FormAction }) {
  return <Table caption="Events of Stripe" columns={columnsWith(replayAction)} rows={events} rowKey={({ id }) => id} />;
}
