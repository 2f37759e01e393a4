import type { ReactNode } from "react";

export type Fact = readonly [label: ReactNode, value: ReactNode];

/** Facts as a list of labels and values. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid gap-x-8 gap-y-3 text-sm sm:grid-cols-[max-content_minmax(0,1fr)]">
      {facts.map(([label, value], index) => (
        <div key={index} className="grid gap-x-8 gap-y-0.5 sm:col-span-2 sm:grid-cols-subgrid">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
