import type { ReactNode } from "react";

export interface CountProps {
  label: string;
  value: number;
  href: string;
  icon: ReactNode;
  /** Beside the number, such as "+2 this week". */
  aside?: string | undefined;
}

/** @returns the aside of a number that has grown, else nothing */
export const growth = (by: number) => (by > 0 ? `+${by.toLocaleString("en")} this week` : undefined);

/** The number of something, linking to its list. */
export function Count({ label, value, href, icon, aside }: CountProps) {
  return (
    <li className="relative rounded-card border border-border bg-raised p-3 transition-colors hover:border-control sm:px-6 sm:py-4">
      <a href={href} className="grid gap-1 rounded-card after:absolute after:inset-0 after:rounded-card">
        <span className="flex items-center gap-2 text-sm text-muted [&>svg]:hidden [&>svg]:size-4 sm:[&>svg]:block">
          {icon}
          {label}
        </span>
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-xl font-semibold tabular-nums">{value.toLocaleString("en")}</span>
          {aside && <span className="text-xs text-muted sm:text-sm">{aside}</span>}
        </span>
      </a>
    </li>
  );
}
