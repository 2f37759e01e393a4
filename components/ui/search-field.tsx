"use client";

import { useRef, type ReactNode } from "react";
import { Glyph } from "./glyph";
import { Input } from "./input";
import { Spinner } from "./spinner";

export interface SearchFieldProps {
  label: string;
  value: string | undefined;
  /** The magnifier, rendered on the server. A spinner replaces it while the list is loading. */
  icon: ReactNode;
}

const ICON = "pointer-events-none absolute inset-y-0 left-3 my-auto size-4 items-center text-muted";

/** The search of a `FilterForm`, with a button that empties it. */
export function SearchField({ label, value, icon }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);

  function clear() {
    if (!field.current) return;
    field.current.value = "";
    field.current.focus();
    field.current.form?.requestSubmit();
  }

  return (
    <div className="relative min-w-48 flex-1 max-sm:basis-full">
      <span className={`${ICON} flex group-data-pending/filters:hidden [&>svg]:size-4`}>{icon}</span>
      <span className={`${ICON} hidden group-data-pending/filters:flex`}>
        <Spinner />
      </span>
      <Input
        ref={field}
        size="sm"
        type="search"
        name="search"
        defaultValue={value}
        placeholder={label}
        aria-label={label}
        className="peer pl-9 text-ellipsis scripted:pr-11 scripted:[&::-webkit-search-cancel-button]:hidden"
      />
      <button
        type="button"
        aria-label="Clear the search"
        onClick={clear}
        className="absolute inset-y-0 right-0 hidden w-11 place-items-center rounded-control text-muted peer-placeholder-shown:hidden hover:text-text scripted:not-peer-placeholder-shown:grid md:w-9"
      >
        <Glyph path="M6 6l12 12M18 6 6 18" className="size-4" />
      </button>
    </div>
  );
}
