import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

export interface CountProps {
  label: string;
  value: number;
  href: string;
  icon: ReactNode;
  /** Beside the number, such as "+2 this week" or "2 suspended". */
  aside?: string | undefined;
}

/** Numbers beside each other, as wide as each other. On a narrow phone, a third is below the first two. */
export function Counts({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="@container">
      <ul
        aria-label={label}
        className="grid grid-cols-2 gap-2 @max-xl:[&>:last-child:nth-child(odd)]:col-span-2 @xl:auto-cols-fr @xl:grid-flow-col @xl:grid-cols-none @xl:gap-4"
      >
        {children}
      </ul>
    </div>
  );
}

/** The number of something, linking to its list. */
export function Count({ label, value, href, icon, aside }: CountProps) {
  return (
    <li className="group/count relative rounded-card border border-border bg-raised p-3 transition-colors hover:border-control sm:px-6 sm:py-4">
      <a href={href} className="grid gap-1 rounded-card after:absolute after:inset-0 after:rounded-card">
        <span className="flex items-center gap-2 text-sm text-muted [&>svg]:hidden [&>svg]:size-4 sm:[&>svg]:block">
          {icon}
          {label}
          <ChevronRight
            aria-hidden="true"
            className="ml-auto !block !size-4 shrink-0 transition-transform group-hover/count:translate-x-0.5 group-hover/count:text-text"
          />
        </span>
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-xl font-semibold proportional-nums">{value.toLocaleString("en")}</span>
          {aside && <span className="text-xs text-muted sm:text-sm">{aside}</span>}
        </span>
      </a>
    </li>
  );
}
