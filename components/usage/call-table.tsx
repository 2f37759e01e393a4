import { actionWords } from "@/components/audit/audit-words";
import { Badge } from "@/components/ui/badge";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { UsageCall } from "@/lib/usage/view";
import { creditWords, number } from "./words";

interface CallTableProps {
  calls: UsageCall[];
  /** The id of the reader. */
  reader: string;
  /** Whether the reader sees who made a call. Others recognize only their own. */
  isAdmin: boolean;
}

const STATES = {
  reserved: <Badge tone="info">Running</Badge>,
  settled: null,
  cut: <Badge tone="warning">Cut off</Badge>,
  failed: <Badge tone="danger">Failed</Badge>,
  cancelled: <Badge>Stopped</Badge>,
  expired: <Badge tone="warning">Interrupted</Badge>,
};

const spent = ({ credits: { allotment, purchased, overage } }: UsageCall) => allotment + purchased + overage;

/** Where the credits came from, unless all came from the plan. */
function sources({ credits: { purchased, overage } }: UsageCall): string {
  const parts = [
    purchased > 0 ? `${number(purchased)} purchased` : "",
    overage > 0 ? `${number(overage)} overage` : "",
  ].filter(Boolean);
  return parts.length > 0 ? `of them ${parts.join(", ")}` : "";
}

function who({ user }: UsageCall, reader: string, isAdmin: boolean): string {
  if (user?.id === reader) return "You";
  return user?.name ?? (isAdmin ? "Former member or API key" : "Someone else");
}

function columns({ reader, isAdmin }: CallTableProps): Column<UsageCall>[] {
  return [
    {
      key: "call",
      header: "Call",
      primary: true,
      cell: ({ operation, model, status }) => (
        <span className="grid min-w-0 gap-0.5">
          <span className="row-title flex flex-wrap items-center gap-x-2 gap-y-1 wrap-anywhere">
            {actionWords(operation)}
            {STATES[status]}
          </span>
          <code className="font-mono text-xs wrap-anywhere text-muted">{model}</code>
        </span>
      ),
    },
    {
      key: "who",
      header: "By",
      isPlain: true,
      cell: (call) => (
        <span className="wrap-anywhere @min-[46rem]:block @min-[46rem]:w-40 @min-[46rem]:whitespace-normal">
          {who(call, reader, isAdmin)}
        </span>
      ),
    },
    {
      key: "tokens",
      header: "Tokens in / out",
      numeric: true,
      isExtra: true,
      cell: ({ input_tokens, output_tokens }) => `${number(input_tokens)} / ${number(output_tokens)}`,
    },
    {
      key: "credits",
      header: "Credits",
      numeric: true,
      isPlain: true,
      cell: (call) =>
        call.status === "reserved" ? (
          <span>{number(call.reserved)} reserved</span>
        ) : (
          <>
            <span className="@min-[46rem]:hidden">{creditWords(spent(call))}</span>
            <span className="hidden @min-[46rem]:inline">{number(spent(call))}</span>
            {sources(call) && <span className="text-xs @min-[46rem]:block"> {sources(call)}</span>}
          </>
        ),
    },
    {
      key: "when",
      header: "When",
      isPlain: true,
      isSorted: true,
      cell: ({ created_at }) => <Time at={created_at} relative />,
    },
  ];
}

/** The calls to models, with what each was charged. */
export function CallTable(props: CallTableProps) {
  return <Table caption="Calls to AI models" columns={columns(props)} rows={props.calls} rowKey={({ id }) => id} />;
}
