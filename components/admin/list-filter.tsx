import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

export interface ListFilterProps {
  action: string;
  search: string | undefined;
  /** What is searched, such as "Name or e-mail address". */
  searched: string;
  state: string | undefined;
  /** Value and words of each state; the first, with no value, is all. */
  states: readonly (readonly [value: string, label: string])[];
}

/** Narrows a list by its URL. */
export function ListFilter({ action, search, searched, state, states }: ListFilterProps) {
  return (
    <form method="get" action={action} role="search" className="grid max-w-2xl gap-3 sm:grid-cols-[minmax(0,1fr)_auto_auto]">
      <Input type="search" name="search" defaultValue={search} maxLength={200} placeholder={searched} aria-label={`Search by ${searched.toLowerCase()}`} />
      <Select name="state" defaultValue={state} aria-label="Which">
        {states.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <Button type="submit" variant="secondary">
        Search
      </Button>
    </form>
  );
}
