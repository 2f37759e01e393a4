import { useEffect, type ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { TextLink } from "@/components/ui/text-link";
import type { Answer } from "./find";

export interface Target {
  id: string;
  label: string;
  hint?: string;
  /** Text that contains the search, if the label does not. */
  excerpt?: string | undefined;
  href: string;
  /** The slug of the organization that the target switches to. */
  organization?: string;
  icon?: ReactNode;
}

export interface Group {
  title: string;
  targets: Target[];
}

/** Marks where the text has the search. */
function Marked({ text, search }: { text: string; search: string }) {
  // An expression finds the place in the text itself. A lower-case copy can have another length.
  const literal = search.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = literal === "" ? null : new RegExp(literal, "iu").exec(text);
  if (!found) return text;
  const [at, end] = [found.index, found.index + found[0].length];
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-[2px] bg-lamp-soft text-inherit">{text.slice(at, end)}</mark>
      {text.slice(end)}
    </>
  );
}

interface OptionProps extends Pick<ResultsProps, "search" | "open"> {
  target: Target;
  isCurrent: boolean;
}

function Option({ target, isCurrent, search, open }: OptionProps) {
  return (
    <div
      role="option"
      id={`palette-${target.id}`}
      aria-selected={isCurrent}
      onClick={() => open(target)}
      className={cx(
        "flex min-h-(--row) cursor-pointer items-center gap-3 rounded-control px-3 text-sm hover:bg-sunken",
        "[&>svg]:size-4 [&>svg]:shrink-0",
        isCurrent ? "bg-accent-soft font-medium text-accent" : "[&>svg]:text-muted",
      )}
    >
      {target.icon}
      <span className={cx("grid min-w-0 grow", target.excerpt && "py-2")}>
        <span className="truncate">
          <Marked text={target.label} search={search} />
        </span>
        {target.excerpt && (
          <span className="truncate text-xs font-normal text-muted">
            <Marked text={target.excerpt} search={search} />
          </span>
        )}
      </span>
      {target.hint && <span className="max-w-1/2 shrink-0 truncate text-xs font-normal text-muted">{target.hint}</span>}
    </div>
  );
}

interface ResultsProps extends Omit<Answer, "groups"> {
  groups: Group[];
  current: Target | undefined;
  search: string;
  isSearching: boolean;
  open: (target: Target) => void;
}

/** Returns to the page on which the palette was opened. */
const signInHref = () => `/login?next=${encodeURIComponent(location.pathname + location.search)}`;

/** What the palette found, in groups, and why a search was refused. */
export function Results({ groups, current, search, isSearching, open, problem, isSignedOut = false }: ResultsProps) {
  useEffect(() => {
    document.getElementById(`palette-${current?.id}`)?.scrollIntoView({ block: "nearest" });
  }, [current?.id]);
  const found = groups.flatMap(({ targets }) => targets).length;
  return (
    <>
      <div
        role="listbox"
        id="palette-results"
        aria-label="Results"
        className={cx(
          "scroll-py-3 overflow-y-auto p-2 mask-b-from-[calc(100%-0.5rem)]",
          // Room for whole rows, and for the upper edge of the next one.
          "max-h-[min(24rem,50vh)] supports-[width:round(1px,1px)]:max-h-[calc(round(down,min(25rem,50vh),var(--row))+1rem)]",
          "[--row:2.75rem] lg:[--row:2.25rem]",
        )}
      >
        {groups.map(({ title, targets }) => (
          <div key={title} role="group" aria-label={title}>
            <div aria-hidden="true" className="flex h-(--row) items-end px-3 pb-1.5 text-xs font-medium text-muted">
              {title}
            </div>
            {targets.map((target) => (
              <Option key={target.id} target={target} isCurrent={target === current} search={search} open={open} />
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={groups.length > 0 && !problem ? "sr-only" : "px-5 pt-1 pb-5 text-sm text-muted"}>
        {problem ?? countWords(found, isSearching)}{" "}
        {isSignedOut && (
          <TextLink href={signInHref()} target="_blank" rel="noopener">
            Sign in again
          </TextLink>
        )}
      </p>
    </>
  );
}

function countWords(found: number, isSearching: boolean): string {
  if (found === 0) return isSearching ? "Searching…" : "No results.";
  return found === 1 ? "1 result" : `${found} results`;
}
