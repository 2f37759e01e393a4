import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { RowMenu } from "@/components/ui/row-menu";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { ApiKeyView } from "@/lib/api-keys/schemas";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { ConfirmForm } from "./confirm-form";

export interface ApiKeyListProps {
  caption: string;
  keys: ApiKeyView[];
  slug: string;
  revokeAction: FormAction;
  /** Whether the keys belong to other members, whom the list then names. */
  isOfOthers?: boolean;
  /** Shown instead of the table if there are none. */
  empty?: ReactNode;
}

function Revoke({ apiKey: { id, name }, slug, action }: { apiKey: ApiKeyView; slug: string; action: FormAction }) {
  return (
    <RowMenu label={`Actions for ${name}`}>
      <ConfirmForm
        action={action}
        tone="danger"
        size="menu"
        trigger={
          <>
            Revoke…<span className="sr-only">the key {name}</span>
          </>
        }
        title="Revoke this key?"
        description={
          <>
            Whatever uses <span className="font-medium wrap-anywhere text-text">{name}</span> is refused from now on. This
            cannot be undone.
          </>
        }
        submit="Revoke"
      >
        <input type="hidden" name="org" value={slug} />
        <input type="hidden" name="id" value={id} />
      </ConfirmForm>
    </RowMenu>
  );
}

function Expiry({ apiKey: { expires_at, is_expired } }: { apiKey: ApiKeyView }) {
  if (expires_at === null) return "Never";
  return is_expired ? <Badge tone="warning">Expired</Badge> : <Time at={expires_at} show="day" />;
}

const MEMBER: Column<ApiKeyView> = {
  key: "member",
  header: "Member",
  cell: ({ user }) => <span className="wrap-anywhere whitespace-normal">{user?.name}</span>,
};

function columns({ slug, revokeAction, isOfOthers = false }: ApiKeyListProps): Column<ApiKeyView>[] {
  return [
    {
      key: "name",
      header: "Name",
      primary: true,
      cell: ({ name, prefix }) => (
        <span className="grid min-w-0 gap-0.5">
          <span className="row-title wrap-anywhere">{name}</span>
          <code className="font-mono text-xs text-muted">{prefix}…</code>
        </span>
      ),
    },
    ...(isOfOthers ? [MEMBER] : []),
    { key: "role", header: "Role", isPlain: true, cell: ({ role }) => ROLE_WORDS[role] },
    {
      key: "used",
      header: "Last used",
      isPlain: true,
      cell: ({ last_used_at: at }) => (at === null ? "Not yet used" : <Time at={at} relative />),
    },
    {
      key: "expires",
      header: "Expires",
      isPlain: true,
      cell: (apiKey) => (
        <>
          <span className="@min-[46rem]:hidden">expires </span>
          <Expiry apiKey={apiKey} />
        </>
      ),
    },
    {
      key: "actions",
      header: "Actions",
      actions: true,
      cell: (apiKey) => <Revoke apiKey={apiKey} slug={slug} action={revokeAction} />,
    },
  ];
}

/** API keys by name and beginning, with a button to revoke each. */
export function ApiKeyList(props: ApiKeyListProps) {
  const { caption, keys, empty } = props;
  return <Table caption={caption} columns={columns(props)} rows={keys} rowKey={({ id }) => id} empty={empty} />;
}
