import { Monitor, Smartphone } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { IpAddress } from "@/components/ui/ip-address";
import { SubmitButton } from "@/components/ui/submit-button";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { SessionView } from "@/lib/auth/sessions/list-sessions";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";

export interface SessionListProps {
  sessions: SessionView[];
  /** The action of the buttons. Without it they do nothing, as in the front page's picture. */
  endAction?: FormAction;
  endOthersAction?: FormAction;
  /** Whether API clients are signed in, which the button for all others signs out, too. */
  hasClients?: boolean;
}

const HANDHELD = new Set(["iPhone", "iPad", "Android"]);

function Device({ session }: { session: SessionView }) {
  const Icon = HANDHELD.has(session.system) ? Smartphone : Monitor;
  return (
    <span className="items-center gap-3 @min-[46rem]:flex">
      <span className="row-face grid size-9 shrink-0 place-items-center rounded-full border border-border text-muted @min-[46rem]:size-5 @min-[46rem]:border-0">
        <Icon aria-hidden="true" className="size-4.5 @min-[46rem]:size-5" strokeWidth={1.5} />
      </span>
      <span className="row-title flex min-h-5 flex-wrap items-center gap-x-3 gap-y-1 *:-my-px">
        <span>
          {session.browser} on {session.system}
        </span>
        {session.current && <Badge>This device</Badge>}
      </span>
    </span>
  );
}

function EndSession({ session, action }: { session: SessionView; action: FormAction | undefined }) {
  if (session.current) return null;
  const button = (
    <SubmitButton variant="secondary" size="sm">
      Sign out
      <span className="sr-only">
        {session.browser} on {session.system}
      </span>
    </SubmitButton>
  );
  if (!action) return <div className="grid">{button}</div>;
  return (
    <Form action={action}>
      <input type="hidden" name="id" value={session.id} />
      {button}
    </Form>
  );
}

function columns(endAction: FormAction | undefined): Column<SessionView>[] {
  return [
    { key: "device", header: "Device", primary: true, cell: (session) => <Device session={session} /> },
    {
      key: "address",
      header: "IP address",
      isPlain: true,
      cell: (session) => <IpAddress address={session.ip_address} />,
    },
    { key: "created", header: "Signed in", isExtra: true, cell: (session) => <Time at={session.created_at} show="day" /> },
    { key: "seen", header: "Last seen", isBelow: true, cell: (session) => <Time at={session.last_seen_at} relative /> },
    { key: "end", header: "Actions", actions: true, cell: (session) => <EndSession session={session} action={endAction} /> },
  ];
}

/** A user's active sessions, with buttons to end one session or all but the current one. */
export function SessionList({ sessions, endAction, endOthersAction, hasClients = false }: SessionListProps) {
  const others = sessions.filter(({ current }) => !current).length;
  return (
    <div className="grid gap-6">
      <Table
        caption="Devices where you are signed in"
        columns={columns(endAction)}
        rows={sessions}
        rowKey={({ id }) => id}
      />
      {endOthersAction && (others > 0 || hasClients) && (
        <Form action={endOthersAction} className="justify-start">
          <SubmitButton variant="secondary">
            {hasClients ? "Sign out all other devices and API clients" : "Sign out all other devices"}
          </SubmitButton>
        </Form>
      )}
    </div>
  );
}
