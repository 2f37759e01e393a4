import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

export interface CountProps {
  label: string;
  value: number;
  href: string;
  icon: ReactNode;
}

/** The number of something, linking to its list. */
export function Count({ label, value, href, icon }: CountProps) {
  return (
    <li className="relative flex gap-4 rounded-card border border-border bg-raised p-3 sm:items-center sm:p-5 transition-colors hover:border-control">
      <span className="hidden size-10 shrink-0 place-items-center rounded-control bg-sunken text-muted sm:grid [&>svg]:size-5">
        {icon}
      </span>
      <a
        href={href}
        className="flex min-w-0 grow flex-col-reverse justify-end rounded-card after:absolute after:inset-0 after:rounded-card"
      >
        <span className="text-sm text-muted">{label}</span>
        <span className="text-xl font-semibold tabular-nums">{value}</span>
      </a>
      <ChevronRight aria-hidden="true" className="hidden size-4 shrink-0 text-muted sm:block" />
    </li>
  );
}
