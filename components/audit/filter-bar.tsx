import { CalendarRange, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Select } from "@/components/ui/select";
import { TextLink } from "@/components/ui/text-link";
import { DateField } from "./date-field";

export interface FilterOption {
  value: string;
  label: string;
  group?: string;
}

export interface SelectFilter {
  name: string;
  label: string;
  /** The choice that does not filter. */
  any: string;
  options: FilterOption[];
}

export interface FilterBarProps {
  /** The path of the page, without a query. */
  here: string;
  filters: SelectFilter[];
  values: Readonly<Record<string, string | undefined>>;
  /** Words for the entity, shown if the log is filtered by it. */
  about: string;
}

/** The options by group, in their order. Options without a group come first. */
function groupsOf(options: FilterOption[]): [string, FilterOption[]][] {
  const names = [...new Set(options.map(({ group }) => group ?? ""))];
  return names.map((name) => [name, options.filter(({ group }) => (group ?? "") === name)]);
}

const inOptions = (options: FilterOption[]) =>
  options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));

function FilterSelect({ filter, value }: { filter: SelectFilter; value: string | undefined }) {
  const { name, label, any, options } = filter;
  const isUnknown = value !== undefined && !options.some((option) => option.value === value);
  return (
    <Select name={name} aria-label={label} defaultValue={value ?? ""}>
      <option value="">{any}</option>
      {isUnknown && <option value={value}>{value}</option>}
      {groupsOf(options).map(([group, members]) =>
        group === "" ? (
          inOptions(members)
        ) : (
          <optgroup key={group} label={group}>
            {inOptions(members)}
          </optgroup>
        ),
      )}
    </Select>
  );
}

function Chip({ href, label, children }: { href: string; label: string; children: ReactNode }) {
  return (
    <li className="min-w-0">
      <a
        href={href}
        className="inline-flex min-h-8 items-center gap-2 rounded-full border border-border bg-raised py-1 pr-2 pl-3 text-sm transition-colors hover:border-control"
      >
        <span className="min-w-0 wrap-anywhere">
          <span className="text-muted">{label}: </span>
          {children}
        </span>
        <X aria-hidden="true" className="size-4 shrink-0 text-muted" />
        <span className="sr-only">Remove filter</span>
      </a>
    </li>
  );
}

/** The filters in effect; each can be removed alone. */
function Chips({ here, filters, values, about }: FilterBarProps) {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (given.length === 0) return null;
  const without = (...names: string[]) => {
    const query = new URLSearchParams(given.filter(([name]) => !names.includes(name))).toString();
    return query === "" ? here : `${here}?${query}`;
  };
  const isAbout = values.entity_type !== undefined || values.entity_id !== undefined;
  return (
    <ul aria-label="Filters in effect" className="flex flex-wrap items-center gap-2">
      {filters.flatMap(({ name, label, options }) => {
        const value = values[name];
        if (value === undefined) return [];
        return (
          <Chip key={name} href={without(name)} label={label}>
            {options.find((option) => option.value === value)?.label ?? value}
          </Chip>
        );
      })}
      {isAbout && (
        <Chip href={without("entity_type", "entity_id")} label="About">
          {about}
        </Chip>
      )}
      {(["from", "to"] as const).map((name) => {
        const value = values[name];
        if (value === undefined) return null;
        return (
          <Chip key={name} href={without(name)} label={name === "from" ? "From" : "To"}>
            {value.slice(0, 10)}
          </Chip>
        );
      })}
      <li className="pl-1 text-sm">
        <TextLink href={here} className="inline-block py-1">
          Clear filters
        </TextLink>
      </li>
    </ul>
  );
}

/** The filters of a log, as a GET form that keeps them in the URL. The filters in effect are listed below it. */
export function FilterBar(props: FilterBarProps) {
  const { here, filters, values } = props;
  return (
    <div className="grid grid-cols-1 gap-3">
      <form
        method="get"
        action={here}
        role="search"
        aria-label="Filter the log"
        className={cx("grid grid-cols-2 gap-3", filters.length > 4 ? "sm:grid-cols-4" : "sm:grid-cols-3 xl:grid-cols-6")}
      >
        {filters.map((filter) => (
          <FilterSelect key={filter.name} filter={filter} value={values[filter.name]} />
        ))}
        <details className="relative grid grid-cols-1">
          <summary className="btn btn-md btn-secondary w-full">
            <CalendarRange aria-hidden="true" className="size-4" />
            Dates
          </summary>
          <div className="absolute top-full left-0 z-10 mt-2 grid w-64 grid-cols-1 gap-3 rounded-card border border-border bg-overlay p-4 shadow-float">
            <DateField name="from" label="From" value={values.from} />
            <DateField name="to" label="To" value={values.to} isEnd />
          </div>
        </details>
        {(["entity_type", "entity_id"] as const).map(
          (name) => values[name] !== undefined && <input key={name} type="hidden" name={name} value={values[name]} />,
        )}
        <Button type="submit" variant="secondary">
          Filter
        </Button>
      </form>
      <Chips {...props} />
    </div>
  );
}
