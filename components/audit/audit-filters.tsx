import { Button } from "@/components/ui/button";
import { Field, type ControlProps } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import type { AuditChoices } from "@/lib/audit/get-audit-choices";
import { areaWords, verbWords } from "./audit-words";

export type AuditFilterValues = Partial<
  Record<"action" | "person" | "entity_type" | "entity_id" | "outcome" | "from" | "to", string>
>;

export interface AuditFiltersProps {
  /** The path of the page, without a query. */
  here: string;
  choices: AuditChoices;
  values: AuditFilterValues;
}

/** The choices. Includes the current value even if it is no longer a choice. */
function withChosen<T>(
  options: T[],
  chosen: string | undefined,
  valueOf: (option: T) => string,
  make: (value: string) => T,
): T[] {
  const isThere = chosen === undefined || options.some((option) => valueOf(option) === chosen);
  return isThere ? options : [...options, make(chosen)];
}

export function ActionSelect({
  actions,
  value,
  control,
}: {
  actions: string[];
  value: string | undefined;
  control: ControlProps;
}) {
  const areas = [...new Set(actions.map((action) => `${action.split(".", 1)[0]}.`))];
  const isKnown = value === undefined || actions.includes(value) || areas.includes(value);
  return (
    <Select {...control} name="action" defaultValue={value ?? ""}>
      <option value="">Everything</option>
      {!isKnown && <option value={value}>{value}</option>}
      {areas.map((area) => (
        <optgroup key={area} label={areaWords(area)}>
          <option value={area}>All of {areaWords(area).toLowerCase()}</option>
          {actions
            .filter((action) => action.startsWith(area))
            .map((action) => (
              <option key={action} value={action}>
                {verbWords(action)}
              </option>
            ))}
        </optgroup>
      ))}
    </Select>
  );
}

function PersonSelect({
  people,
  value,
  control,
}: {
  people: AuditChoices["people"];
  value: string | undefined;
  control: ControlProps;
}) {
  const options = withChosen(
    people,
    value,
    ({ id }) => id,
    (id) => ({ id, name: `Former member ${id.slice(-6)}` }),
  );
  return (
    <Select {...control} name="person" defaultValue={value ?? ""}>
      <option value="">Everyone</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}

export function OutcomeSelect({ value, control }: { value: string | undefined; control: ControlProps }) {
  const known = [
    { id: "ok", label: "Done" },
    { id: "refused", label: "Refused" },
  ];
  const options = withChosen(
    known,
    value,
    ({ id }) => id,
    (id) => ({ id, label: id }),
  );
  return (
    <Select {...control} name="outcome" defaultValue={value ?? ""}>
      <option value="">Any</option>
      {options.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </Select>
  );
}

/** Filters of the log. A GET form, so that the URL keeps them. */
export function AuditFilters({ here, choices, values }: AuditFiltersProps) {
  const isFiltered = Object.keys(values).length > 0;
  return (
    <form
      method="get"
      action={here}
      role="search"
      aria-label="Filter the log"
      className="grid grid-cols-2 items-end gap-4 lg:grid-cols-5"
    >
      <Field id="filter-action" label="What">
        {(control) => <ActionSelect actions={choices.actions} value={values.action} control={control} />}
      </Field>
      <Field id="filter-person" label="Who">
        {(control) => <PersonSelect people={choices.people} value={values.person} control={control} />}
      </Field>
      <Field id="filter-from" label="From (UTC)">
        {(control) => (
          <Input {...control} type="date" name="from" className="md:text-sm" defaultValue={values.from?.slice(0, 10)} />
        )}
      </Field>
      <Field id="filter-to" label="To (UTC)">
        {(control) => (
          <Input {...control} type="date" name="to" className="md:text-sm" defaultValue={values.to?.slice(0, 10)} />
        )}
      </Field>
      <Field id="filter-outcome" label="Result">
        {(control) => <OutcomeSelect value={values.outcome} control={control} />}
      </Field>
      {values.entity_type && <input type="hidden" name="entity_type" value={values.entity_type} />}
      {values.entity_id && <input type="hidden" name="entity_id" value={values.entity_id} />}
      <div className="col-span-2 flex flex-wrap gap-3 lg:col-span-5">
        <Button type="submit" variant="secondary">
          Filter
        </Button>
        {isFiltered && (
          <LinkButton href={here} variant="ghost">
            Show everything
          </LinkButton>
        )}
      </div>
    </form>
  );
}
