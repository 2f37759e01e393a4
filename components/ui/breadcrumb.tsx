import { ChevronLeft, ChevronRight } from "lucide-react";
import { cx } from "./cx";

export interface Crumb {
  label: string;
  href: string;
}

/** Links to the pages above this one, which the page's title names. On a phone, only the nearest. */
export function Breadcrumb({ items, label = "Breadcrumb" }: { items: Crumb[]; label?: string }) {
  const nearest = items.length - 1;
  return (
    <nav aria-label={label}>
      <ol className="flex flex-wrap items-center gap-x-1.5 text-sm text-muted">
        {items.map(({ label: place, href }, index) => (
          <li key={href} className={cx("min-w-0 items-center gap-1.5", index === nearest ? "flex" : "hidden lg:flex")}>
            {index === nearest && (
              <ChevronLeft aria-hidden="true" className={cx("-ml-0.5 size-4 shrink-0", nearest > 0 && "lg:hidden")} />
            )}
            <a
              href={href}
              dir="auto"
              className="inline-block max-w-64 truncate rounded-sm py-0.5 underline-offset-4 hover:text-text hover:underline"
            >
              {place}
            </a>
            {index < nearest && <ChevronRight aria-hidden="true" className="size-3.5 shrink-0" />}
          </li>
        ))}
      </ol>
    </nav>
  );
}
