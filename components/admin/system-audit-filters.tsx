import {
  actionFilter,
  AUDIT_FILTERS,
  OUTCOME_FILTER,
  PERIOD_FILTER,
  pickByName,
  WHO,
} from "@/components/audit/audit-filters";
import { FilterBar, type SelectFilter } from "@/components/audit/filter-bar";
import type { SystemAuditChoices } from "@/lib/admin/get-audit-choices";

export const SYSTEM_AUDIT_FILTERS = ["scope", "organization", ...AUDIT_FILTERS] as const;

export type SystemAuditFilterValues = Partial<Record<(typeof SYSTEM_AUDIT_FILTERS)[number], string>>;

const SCOPE_FILTER: SelectFilter = {
  name: "scope",
  label: "Events",
  any: "All events",
  options: [{ value: "security", label: "Security events" }],
};

export interface SystemAuditFiltersProps {
  /** The path of the page, without a query. */
  here: string;
  actions: string[];
  choices: SystemAuditChoices;
  values: SystemAuditFilterValues;
  about: string;
}

export function SystemAuditFilters({ here, actions, choices, values, about }: SystemAuditFiltersProps) {
  const organization = { name: "organization", label: "Organization", any: "All organizations" };
  const filters = [
    pickByName(WHO, choices.people, values.person, "A deleted account"),
    pickByName(organization, choices.organizations, values.organization, "A deleted organization"),
    actionFilter(actions),
  ];
  const more = [PERIOD_FILTER, OUTCOME_FILTER, SCOPE_FILTER];
  return <FilterBar here={here} filters={filters} more={more} values={values} about={about} />;
}
