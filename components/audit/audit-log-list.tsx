import { ChevronRight, Cog, KeyRound, UserRound, type LucideIcon } from "lucide-react";
import { Address } from "@/components/ui/address";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import type { Fact } from "@/components/ui/facts";
import { Time } from "@/components/ui/time";
import { ActionIcon } from "./action-icon";
import { AuditDetails } from "./audit-details";
import { sentenceOf, whoWords, type ShownEntry } from "./audit-sentence";
import { DayHeading, type DayHeadingProps } from "./day-heading";

export interface AuditLogListProps<Entry extends ShownEntry> {
  entries: Entry[];
  /** The path of the page, without a query. */
  here: string;
  /** The name of the organization in which the action happened, for the sentence; null for none. */
  place?: (entry: Entry) => string | null;
  /** Further facts, for a log that shows more than others. */
  more?: (entry: Entry) => Fact[];
  /** The level of the days' headings. */
  headingLevel?: DayHeadingProps["headingLevel"];
}

const ICONS: Readonly<Record<string, LucideIcon>> = { system: Cog, api_key: KeyRound, key: KeyRound };

function Actor({ entry }: { entry: ShownEntry }) {
  const { text, isName } = whoWords(entry);
  if (isName) return <Avatar name={text} size="sm" />;
  const Icon = ICONS[entry.actor.kind] ?? UserRound;
  return (
    <span className="inline-grid size-7 place-items-center rounded-full border border-border text-muted">
      <Icon aria-hidden="true" className="size-4" />
    </span>
  );
}

function Sentence({ entry, place }: { entry: ShownEntry; place: string | null }) {
  return (
    <span dir="auto" className="min-w-0 wrap-anywhere text-muted">
      {sentenceOf(entry, place).map(({ text, isName, isPlace }, index) =>
        isName || isPlace ? (
          <bdi key={index} className={isName ? "font-medium text-text" : undefined}>
            {isName ? <Address>{text}</Address> : text}
          </bdi>
        ) : (
          <span key={index} className={index === 0 ? "text-text" : undefined}>
            {text}
          </span>
        ),
      )}
    </span>
  );
}

function Row({ entry, place }: { entry: ShownEntry; place: string | null }) {
  return (
    <summary className="grid min-h-11 grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 px-4 py-2 leading-5 transition-colors hover:bg-sunken focus-visible:-outline-offset-2 sm:min-h-9 sm:grid-cols-[auto_auto_minmax(0,1fr)_auto_auto] sm:py-1">
      <span className="row-span-2 grid sm:row-span-1">
        <Actor entry={entry} />
      </span>
      <span className="-mr-1 hidden h-7 items-center text-muted sm:flex">
        <ActionIcon entry={entry} />
      </span>
      <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1 pt-1 *:-my-px sm:pb-1">
        <Sentence entry={entry} place={place} />
        {entry.outcome !== "ok" && <Badge tone="warning">Refused</Badge>}
      </span>
      <span className="col-start-2 row-start-2 text-xs leading-5 text-muted sm:col-auto sm:row-auto sm:py-1 sm:text-right">
        <Time at={entry.created_at} show="clock" />
      </span>
      <ChevronRight
        aria-hidden="true"
        className="col-start-3 row-start-1 mt-1.5 size-4 text-muted transition-transform group-open/entry:rotate-90 sm:col-auto sm:row-auto"
      />
    </summary>
  );
}

/** The entries of an audit log as sentences, by day, newest first. */
export function AuditLogList<Entry extends ShownEntry>({
  entries,
  here,
  place,
  more,
  headingLevel = 2,
}: AuditLogListProps<Entry>) {
  return (
    // The margin keeps focused elements clear of the day's heading, which stays at the top of the screen.
    <ol
      aria-label="Audit log"
      className="grid grid-cols-1 overflow-clip rounded-card border border-border bg-raised text-sm **:scroll-mt-28"
    >
      {entries.map((entry, index) => (
        <li key={entry.id} className="group/item contents">
          <DayHeading at={entry.created_at} above={entries[index - 1]?.created_at ?? null} headingLevel={headingLevel} />
          <details className="group/entry border-b border-border group-last/item:border-b-0">
            <Row entry={entry} place={place?.(entry) ?? null} />
            <AuditDetails entry={entry} here={here} more={more?.(entry)} />
          </details>
        </li>
      ))}
    </ol>
  );
}
