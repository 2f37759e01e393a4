import { Table, type Column } from "@/components/ui/table";
import { SubmitButton } from "@/components/ui/submit-button";
import { Time } from "@/components/ui/time";
import type { TokenFamilyView } from "@/lib/auth/tokens/list-token-families";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";

const nameOf = ({ browser, system }: TokenFamilyView) => `${browser} on ${system}`;

function columns(endAction: FormAction): Column<TokenFamilyView>[] {
  return [
    { key: "client", header: "API client", primary: true, cell: (client) => nameOf(client) },
    { key: "organization", header: "Organization", cell: ({ organization }) => organization ?? "None" },
    {
      key: "address",
      header: "IP address",
      isPlain: true,
      cell: (client) => <span className="font-mono text-xs break-all">{client.ip_address}</span>,
    },
    { key: "created", header: "Signed in", isExtra: true, cell: (client) => <Time at={client.created_at} relative /> },
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
  return <Table caption="API clients" columns={columns(endAction)} rows={clients} rowKey={({ id }) => id} />;
}
