import { ActionSelect, OutcomeSelect } from "@/components/audit/audit-filters";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";

export const SYSTEM_AUDIT_FILTERS = [
  "scope",
  "action",
  "organization",
  "person",
  "outcome",
  "from",
  "to",
  "entity_type",
  "entity_id",
] as const;

export type SystemAuditFilterValues = Partial<Record<(typeof SYSTEM_AUDIT_FILTERS)[number], string>>;

export interface SystemAuditFiltersProps {
  /** The path of the page, without a query. */
  here: string;
  actions: string[];
  values: SystemAuditFilterValues;
}

/** Filters of the whole log. A GET form, so that the URL keeps them. */
export function SystemAuditFilters({ here, actions, values }: SystemAuditFiltersProps) {
  const { scope, action, organization, person, outcome, from, to, entity_type, entity_id } = values;
  return (
    <form
      method="get"
      action={here}
      role="search"
      aria-label="Filter the log"
      className="grid grid-cols-2 items-end gap-4 lg:grid-cols-4"
    >
      <Field id="filter-scope" label="Events">
        {(control) => (
          <Select {...control} name="scope" defaultValue={scope ?? ""}>
            <option value="">All</option>
            <option value="security">Security</option>
          </Select>
        )}
      </Field>
      <Field id="filter-action" label="What">
        {(control) => <ActionSelect actions={actions} value={action} control={control} />}
      </Field>
      <Field id="filter-outcome" label="Result">
        {(control) => <OutcomeSelect value={outcome} control={control} />}
      </Field>
      <div className="hidden lg:block" />
      <Field id="filter-organization" label="Organization id">
        {(control) => (
          <Input
            {...control}
            name="organization"
            className="font-mono md:text-xs"
            autoComplete="off"
            defaultValue={organization}
          />
        )}
      </Field>
      <Field id="filter-person" label="Person id">
        {(control) => (
          <Input {...control} name="person" className="font-mono md:text-xs" autoComplete="off" defaultValue={person} />
        )}
      </Field>
      <Field id="filter-from" label="From (UTC)">
        {(control) => (
          <Input {...control} type="date" name="from" className="md:text-sm" defaultValue={from?.slice(0, 10)} />
        )}
      </Field>
      <Field id="filter-to" label="To (UTC)">
        {(control) => <Input {...control} type="date" name="to" className="md:text-sm" defaultValue={to?.slice(0, 10)} />}
      </Field>
      {entity_type && <input type="hidden" name="entity_type" value={entity_type} />}
      {entity_id && <input type="hidden" name="entity_id" value={entity_id} />}
      <div className="col-span-2 flex flex-wrap gap-3 lg:col-span-4">
        <Button type="submit" variant="secondary">
          Filter
        </Button>
        {Object.keys(values).length > 0 && (
          <LinkButton href={here} variant="ghost">
            Show everything
          </LinkButton>
        )}
      </div>
    </form>
  );
}
