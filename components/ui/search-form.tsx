import { ArrowRight, Search } from "lucide-react";
import { cx } from "./cx";
import { Input } from "./input";
import { Select } from "./select";

export interface SearchFormProps {
  /** The path of the page, without a query. */
  here: string;
  /** What the search finds, such as "name or e-mail address". */
  searched: string;
  query: { search?: string; state?: string };
  /** Labels for each `state` that the list can be filtered by. */
  states?: Readonly<Record<string, string>>;
}

/** The search and filters of a list. A GET form, so that the URL keeps them. */
export function SearchForm({ here, searched, query: { search, state }, states }: SearchFormProps) {
  const label = `Search by ${searched}`;
  const size = states ? "max-w-xl sm:grid-cols-[minmax(0,1fr)_auto_auto]" : "max-w-md";
  return (
    <form
      method="get"
      action={here}
      role="search"
      className={cx("grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2", size)}
    >
      <div className={cx("relative", states && "col-span-full sm:col-span-1")}>
        <Search aria-hidden="true" className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-muted" />
        <Input
          size="sm"
          type="search"
          name="search"
          defaultValue={search}
          placeholder={label}
          aria-label={label}
          className="pl-9 text-ellipsis"
        />
      </div>
      {states && (
        <Select size="sm" name="state" defaultValue={state} aria-label="Status">
          <option value="">Any status</option>
          {Object.entries(states).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <button type="submit" title="Search" className="btn btn-secondary btn-icon">
        <ArrowRight aria-hidden="true" />
        <span className="sr-only">Search</span>
      </button>
    </form>
  );
}
