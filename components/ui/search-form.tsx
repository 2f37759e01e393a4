import { cx } from "./cx";
import { FilterForm } from "./filter-form";
import { SearchField } from "./search-field";
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

/** The search and filters of a list, which the URL keeps. Without JavaScript, a button applies them. */
export function SearchForm({ here, searched, query: { search, state }, states }: SearchFormProps) {
  return (
    <FilterForm
      here={here}
      className={cx("group/filters flex gap-2", states ? "max-w-xl flex-wrap sm:flex-nowrap" : "max-w-md")}
    >
      <SearchField label={`Search by ${searched}`} value={search} />
      {states && (
        <Select size="sm" name="state" defaultValue={state} aria-label="Status" className="grow sm:w-40 sm:grow-0">
          <option value="">Any status</option>
          {Object.entries(states).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <button type="submit" className="btn btn-secondary btn-md md:min-h-9 scripted:hidden">
        {states ? "Apply" : "Search"}
      </button>
    </FilterForm>
  );
}
