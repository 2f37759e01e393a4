import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

export interface LinkRow {
  href: string;
  icon: ReactNode;
  title: string;
  description: string;
  isDanger?: boolean;
}

/** A card whose rows lead to other pages. */
export function LinkRows({ title, rows }: { title: string; rows: readonly LinkRow[] }) {
  return (
    <section className="overflow-clip rounded-card border border-border bg-raised">
      <h2 className="px-6 pt-6 pb-4 text-base font-semibold">{title}</h2>
      <ul className="divide-y divide-border border-t border-border">
        {rows.map(({ href, icon, title: name, description, isDanger }) => (
          <li key={href}>
            <a
              href={href}
              className="flex items-center gap-4 px-6 py-3.5 transition-colors hover:bg-sunken focus-visible:-outline-offset-2 [&>svg]:size-[1.125rem] [&>svg]:shrink-0 [&>svg]:text-muted"
            >
              {icon}
              <span className="grid min-w-0 grow gap-0.5 text-sm">
                <span className={cx("font-medium", isDanger && "text-danger")}>{name}</span>
                <span className="text-muted">{description}</span>
              </span>
              <ChevronRight aria-hidden="true" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
