import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { Facts, type Fact } from "@/components/ui/facts";
import { LinkButton } from "@/components/ui/link-button";
import { Time } from "@/components/ui/time";
import { describeUserAgent, UNKNOWN_BROWSER } from "@/lib/observability/describe-user-agent";
import { aboutWords, changesOf, kindWords, outcomeWords, sentence, STANDING_WORDS } from "./audit-words";
import type { ShownEntry } from "./audit-sentence";

export interface AuditDetailsProps {
  entry: ShownEntry;
  /** The path of the page, without a query. */
  here: string;
  /** Further facts, for a log that shows more than others. */
  more?: Fact[];
}

function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono text-xs break-all select-all">{children}</code>;
}

function changeFacts(entry: ShownEntry): Fact[] {
  return changesOf(entry).map(({ label, from, to }) => [
    label,
    <span key={label} className="inline-flex flex-wrap items-center gap-x-2">
      {from !== null && <span className={to === null ? undefined : "text-muted"}>{from}</span>}
      {from !== null && to !== null && <ArrowRight aria-label="to" className="size-4 text-muted" />}
      {to}
    </span>,
  ]);
}

function About({ entity: { type, id, name }, here }: { entity: NonNullable<ShownEntry["entity"]>; here: string }) {
  const query = new URLSearchParams({ entity_type: type, ...(id === null ? {} : { entity_id: id }) });
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <span className="min-w-0">
        {name ?? sentence(aboutWords({ type, id, name }))}
        {name !== null && <span className="text-muted"> ({kindWords(type)})</span>}
      </span>
      <LinkButton href={`${here}?${query.toString()}`} variant="secondary" size="sm">
        Entries about it
      </LinkButton>
    </span>
  );
}

/** "Chrome on Linux" if the browser is known, and always the whole header, because a client can send any. */
function Browser({ userAgent }: { userAgent: string }) {
  const { browser, system } = describeUserAgent(userAgent);
  return (
    <span className="grid gap-1">
      {browser !== UNKNOWN_BROWSER && <span>{`${browser} on ${system}`}</span>}
      <Code>{userAgent}</Code>
    </span>
  );
}

function known(facts: (Fact | false | null)[]): Fact[] {
  return facts.filter((fact) => fact !== false && fact !== null);
}

/** Everything that the entry's sentence leaves out, in words, with the raw entry folded below. */
export function AuditDetails({ entry, here, more = [] }: AuditDetailsProps) {
  const standing = entry.actor.standing ?? entry.actor.role ?? null;
  const facts = known([
    ["When", <Time key="when" at={entry.created_at} />],
    entry.outcome !== "ok" && ["Refused because", outcomeWords(entry.outcome)],
    entry.reason !== null && ["Reason", entry.reason],
    ...changeFacts(entry),
    entry.entity !== null && ["About", <About key="about" entity={entry.entity} here={here} />],
    ...more,
    entry.api_key ? ["API key", entry.api_key.name ?? "Deleted"] : null,
    standing !== null && ["Acted as", STANDING_WORDS[standing] ?? standing],
    entry.ip_address !== null && entry.ip_address !== "" && ["IP address", <Code key="ip">{entry.ip_address}</Code>],
    entry.user_agent !== null &&
      entry.user_agent !== "" && ["Browser", <Browser key="browser" userAgent={entry.user_agent} />],
    ["Request id", <Code key="request">{entry.request_id}</Code>],
  ]);
  return (
    <div className="grid grid-cols-1 gap-4 border-t border-border bg-page px-4 py-4 text-sm sm:pl-14">
      <Facts facts={facts} />
      <details>
        <summary className="disclosure py-1.5 text-xs text-muted">Raw entry</summary>
        <pre className="mt-2 max-w-full rounded-control bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap">
          {JSON.stringify(entry, null, 2)}
        </pre>
      </details>
    </div>
  );
}
