import type { AuditChoices } from "@/lib/audit/get-audit-choices";
import { areaWords, verbWords, wholeAreaWords } from "./audit-words";
import { FilterBar, type FilterOption, type SelectFilter } from "./filter-bar";

export const AUDIT_FILTERS = ["action", "person", "entity_type", "entity_id", "outcome", "period", "from", "to"] as const;

export type AuditFilterValues = Partial<Record<(typeof AUDIT_FILTERS)[number], string>>;

/** The options are areas, each followed by its actions. */
export function actionFilter(actions: string[]): SelectFilter {
  const areas = [...new Set(actions.map((action) => `${action.split(".", 1)[0]}.`))];
  const options = areas.flatMap((area): FilterOption[] => [
    { value: area, label: wholeAreaWords(area), group: areaWords(area) },
    ...actions
      .filter((action) => action.startsWith(area))
      .map((action) => ({ value: action, label: verbWords(action), group: areaWords(area) })),
  ]);
  return { name: "action", label: "What", any: "Everything", options };
}

export const WHO = { name: "person", label: "Who", any: "Everyone" };

export const OUTCOME_FILTER: SelectFilter = {
  name: "outcome",
  label: "Result",
  any: "Any result",
  options: [
    { value: "ok", label: "Done" },
    { value: "refused", label: "Refused" },
  ],
};

export const PERIOD_FILTER: SelectFilter = {
  name: "period",
  label: "When",
  any: "Any time",
  options: [
    { value: "24h", label: "Last 24 hours" },
    { value: "7d", label: "Last 7 days" },
    { value: "30d", label: "Last 30 days" },
  ],
};

/** @param chosen an id that may not be among the choices, such as that of a former member */
export function pickByName(
  filter: Omit<SelectFilter, "options">,
  choices: { id: string; name: string }[],
  chosen: string | undefined,
  unnamed: string,
): SelectFilter {
  const options = choices.map(({ id, name }) => ({ value: id, label: name }));
  const isThere = chosen === undefined || options.some(({ value }) => value === chosen);
  return { ...filter, options: isThere ? options : [...options, { value: chosen, label: unnamed }] };
}

export interface AuditFiltersProps {
  /** The path of the page, without a query. */
  here: string;
  actions: string[];
  choices: AuditChoices;
  values: AuditFilterValues;
  about: string;
}

export function AuditFilters({ here, actions, choices, values, about }: AuditFiltersProps) {
  const filters = [pickByName(WHO, choices.people, values.person, "A former member"), actionFilter(actions)];
  return <FilterBar here={here} filters={filters} more={[PERIOD_FILTER, OUTCOME_FILTER]} values={values} about={about} />;
}
