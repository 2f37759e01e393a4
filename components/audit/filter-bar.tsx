import { SlidersHorizontal, X } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FilterForm } from "@/components/ui/filter-form";
import { Menu } from "@/components/ui/menu";
import { Select, type SelectProps } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
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
  /** Filters in a menu, which also has the dates. */
  more: SelectFilter[];
  values: Readonly<Record<string, string | undefined>>;
  /** Words for the entity, shown if the log is filtered by it. */
  about: string;
}

const DATES = ["from", "to"] as const;
const ENTITY = ["entity_type", "entity_id"] as const;

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

interface FilterSelectProps extends Omit<SelectProps, "value"> {
  filter: SelectFilter;
  value: string | undefined;
}

function FilterSelect({ filter, value, ...rest }: FilterSelectProps) {
  const { name, any, options } = filter;
  const isUnknown = value !== undefined && !options.some((option) => option.value === value);
  return (
    <Select {...rest} name={name} defaultValue={value ?? ""}>
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
function Chips({ here, filters, more, values, about }: FilterBarProps) {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (given.length === 0) return null;
  const without = (...names: string[]) => {
    const query = new URLSearchParams(given.filter(([name]) => !names.includes(name))).toString();
    return query === "" ? here : `${here}?${query}`;
  };
  const isAbout = values.entity_type !== undefined || values.entity_id !== undefined;
  return (
    <ul aria-label="Filters in effect" className="flex flex-wrap items-center gap-2">
      {[...filters, ...more].flatMap(({ name, label, options }) => {
        const value = values[name];
        if (value === undefined) return [];
        return (
          <Chip key={name} href={without(name)} label={label}>
            {options.find((option) => option.value === value)?.label ?? value}
          </Chip>
        );
      })}
      {isAbout && (
        <Chip href={without(...ENTITY)} label="About">
          {about}
        </Chip>
      )}
      {DATES.map((name) => {
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

/** The filters that are needed less often. They are sent with the form even while the menu is closed. */
function MoreFilters({ more, values }: Pick<FilterBarProps, "more" | "values">) {
  const count = [...more.map(({ name }) => name), ...DATES].filter((name) => values[name] !== undefined).length;
  return (
    <Menu
      id="more-filters"
      label="More filters"
      side="below-end"
      className="grid max-sm:scripted:odd:col-span-2"
      triggerClass="btn btn-md btn-secondary border-control bg-field hover:border-text md:min-h-9"
      panelClass="w-80 p-4"
      trigger={
        <>
          <SlidersHorizontal aria-hidden="true" className="hidden size-4 shrink-0 sm:block" />
          More filters
          {count > 0 && <Badge>{count}</Badge>}
        </>
      }
    >
      <div className="grid gap-4">
        {more.map((filter) => (
          <Field key={filter.name} id={`filter-${filter.name}`} label={filter.label}>
            {(control) => <FilterSelect {...control} filter={filter} value={values[filter.name]} />}
          </Field>
        ))}
        <div className="grid gap-3 sm:grid-cols-2">
          <DateField name="from" label="From" value={values.from} />
          <DateField name="to" label="To" value={values.to} isEnd />
        </div>
        {ENTITY.map(
          (name) => values[name] !== undefined && <input key={name} type="hidden" name={name} value={values[name]} />,
        )}
        <Button type="submit">Apply</Button>
      </div>
    </Menu>
  );
}

/** The filters of a log, as a GET form that keeps them in the URL. The filters in effect are listed below it. */
export function FilterBar(props: FilterBarProps) {
  const { here, filters, more, values } = props;
  return (
    <div className="grid grid-cols-1 gap-3">
      <FilterForm
        here={here}
        aria-label="Filter the log"
        className="group/filters grid grid-cols-2 gap-2 sm:flex sm:flex-wrap"
      >
        {filters.map((filter) => (
          <FilterSelect
            key={filter.name}
            filter={filter}
            value={values[filter.name]}
            aria-label={filter.label}
            size="sm"
            className="sm:w-44"
          />
        ))}
        <MoreFilters more={more} values={values} />
        <Button type="submit" variant="secondary" className="last:odd:col-span-2 md:min-h-9 scripted:hidden">
          Apply
        </Button>
        <span className="hidden items-center text-muted group-data-pending/filters:flex max-sm:absolute">
          <Spinner />
        </span>
      </FilterForm>
      <Chips {...props} />
    </div>
  );
}
