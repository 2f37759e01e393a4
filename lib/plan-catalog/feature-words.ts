// The values of plan features in words, for the price list and the console. Client-safe.

const UNLIMITED = -1;

/** What a reader has to know of a plan feature's declaration. */
export type ShownFeature = { name: string; title: string; description: string } & (
  | { kind: "limit"; unit: string }
  | { kind: "switch" }
);

/** "2,000", "Unlimited" or "None". */
export function limitWords(value: number): string {
  if (value === UNLIMITED) return "Unlimited";
  return value === 0 ? "None" : value.toLocaleString("en");
}

/** "2,000 reports", "No reports" or, because only the plural of the unit is declared, "Reports: 1". */
export function includedWords({ title, unit }: ShownFeature & { kind: "limit" }, value: number): string {
  if (value === 1) return `${title}: 1`;
  return value === 0 ? `No ${unit}` : `${limitWords(value)} ${unit}`;
}
