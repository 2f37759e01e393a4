import type { ReactNode } from "react";

export interface Figure {
  label: string;
  value: ReactNode;
  /** Below the value. */
  aside?: ReactNode;
}

/** Numbers beside each other. On a phone, two in a row. */
export function Figures({ label, figures }: { label: string; figures: readonly Figure[] }) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-2 gap-px overflow-clip rounded-card border border-border bg-border lg:grid-cols-4"
    >
      {figures.map(({ label: name, value, aside }) => (
        <div key={name} className="grid content-start gap-1 bg-raised p-4 sm:px-6">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="text-lg font-semibold wrap-anywhere proportional-nums">{value}</dd>
          {aside && <dd className="text-xs text-muted">{aside}</dd>}
        </div>
      ))}
    </dl>
  );
}
