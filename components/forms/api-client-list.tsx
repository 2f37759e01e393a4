import { IpAddress } from "@/components/ui/ip-address";
import { Table, type Column } from "@/components/ui/table";
import { SubmitButton } from "@/components/ui/submit-button";
import { Time } from "@/components/ui/time";
import type { TokenFamilyView } from "@/lib/auth/tokens/list-token-families";
import { UNKNOWN_BROWSER, UNKNOWN_SYSTEM } from "@/lib/observability/describe-user-agent";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";

/** Most programs do not name a browser or a system. */
function nameOf({ browser, system }: TokenFamilyView): string {
  const name = browser === UNKNOWN_BROWSER ? "Unknown program" : browser;
  return system === UNKNOWN_SYSTEM ? name : `${name} on ${system}`;
}

function columns(endAction: FormAction): Column<TokenFamilyView>[] {
  return [
    {
      key: "client",
      header: "API client",
      primary: true,
      cell: (client) => (
        <span className="grid min-w-0 gap-0.5">
          <span className="row-title wrap-anywhere">{nameOf(client)}</span>
          <span className="text-xs font-normal wrap-anywhere text-muted">{client.organization ?? "No organization"}</span>
        </span>
      ),
    },
    {
      key: "address",
      header: "IP address",
      isPlain: true,
      cell: (client) => <IpAddress address={client.ip_address} />,
    },
    { key: "created", header: "Signed in", isExtra: true, cell: (client) => <Time at={client.created_at} show="day" /> },
    { key: "used", header: "Last refreshed", isBelow: true, cell: (client) => <Time at={client.last_used_at} relative /> },
    {
      key: "end",
      header: "Actions",
      actions: true,
      cell: (client) => (
        <Form action={endAction}>
          <input type="hidden" name="id" value={client.id} />
          <SubmitButton variant="secondary" size="sm">
            Sign out
            <span className="sr-only">{nameOf(client)}</span>
          </SubmitButton>
        </Form>
      ),
    },
  ];
}

/** The programs that are signed in as the user, with a button to end each. */
export function ApiClientList({ clients, endAction }: { clients: TokenFamilyView[]; endAction: FormAction }) {
  return (
    <section className="grid grid-cols-1 gap-4">
      <div className="grid gap-1">
        <h2 className="text-base font-semibold">API clients</h2>
        <p className="text-sm text-muted">Programs that are signed in as you, such as an app on a phone.</p>
      </div>
      <Table caption="API clients" columns={columns(endAction)} rows={clients} rowKey={({ id }) => id} />
    </section>
  );
}
