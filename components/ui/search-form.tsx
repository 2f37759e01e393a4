import { Button } from "./button";
import { cx } from "./cx";
import { Input } from "./input";
import { Select } from "./select";

export interface SearchFormProps {
  /** The path of the page, without a query. */
  here: string;
  /** The label of the search field, such as "Name or e-mail address". */
  searched: string;
  query: { search?: string; state?: string };
  /** Labels for each `state` that the list can be filtered by. */
  states?: Readonly<Record<string, string>>;
}

/** The search and filters of a list. A GET form, so that the URL keeps them. */
export function SearchForm({ here, searched, query: { search, state }, states }: SearchFormProps) {
  const size = states ? "max-w-2xl sm:grid-cols-[minmax(0,1fr)_auto_auto]" : "max-w-md grid-cols-[minmax(0,1fr)_auto]";
  return (
    <form method="get" action={here} role="search" className={cx("grid gap-3", size)}>
      <Input
        type="search"
        name="search"
        defaultValue={search}
        placeholder={searched}
        aria-label={`Search by ${searched.toLowerCase()}`}
      />
      {states && (
        <Select name="state" defaultValue={state} aria-label="Status">
          <option value="">All</option>
          {Object.entries(states).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      )}
      <Button type="submit" variant="secondary">
        Search
      </Button>
    </form>
  );
}
