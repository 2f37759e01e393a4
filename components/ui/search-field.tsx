import { Search } from "lucide-react";
import { Glyph } from "./glyph";
import { Input } from "./input";
import { Spinner } from "./spinner";

export interface SearchFieldProps {
  label: string;
  value: string | undefined;
}

const ICON = "pointer-events-none absolute inset-y-0 left-3 my-auto size-4 items-center text-muted";

/** The search of a `FilterForm`. A spinner replaces the magnifier while the list is loading. */
export function SearchField({ label, value }: SearchFieldProps) {
  return (
    <div className="relative min-w-48 flex-1 max-sm:basis-full">
      <Search aria-hidden="true" className={`${ICON} group-data-pending/filters:hidden`} />
      <span className={`${ICON} hidden group-data-pending/filters:flex`}>
        <Spinner />
      </span>
      <Input
        size="sm"
        type="search"
        name="search"
        defaultValue={value}
        placeholder={label}
        aria-label={label}
        className="peer pl-9 text-ellipsis scripted:pr-11 scripted:[&::-webkit-search-cancel-button]:hidden"
      />
      <button
        type="reset"
        aria-label="Clear the search"
        className="absolute inset-y-0 right-0 hidden w-11 place-items-center rounded-control text-muted hover:text-text scripted:not-peer-placeholder-shown:grid md:w-9"
      >
        <Glyph path="M6 6l12 12M18 6 6 18" className="size-4" />
      </button>
    </div>
  );
}
