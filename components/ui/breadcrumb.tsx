import { ChevronRight } from "lucide-react";
import { Fragment } from "react";

export interface Crumb {
  label: string;
  href?: string;
}

export function Breadcrumb({ items, label = "Breadcrumb" }: { items: Crumb[]; label?: string }) {
  return (
    <nav aria-label={label}>
      <ol className="flex flex-wrap items-center gap-1.5 text-sm text-muted">
        {items.map(({ label: place, href }, index) => (
          <Fragment key={href ?? place}>
            {index > 0 && (
              <li aria-hidden="true">
                <ChevronRight className="size-3.5" />
              </li>
            )}
            <li dir="auto" className="max-w-64 truncate">
              {href ? (
                <a href={href} className="rounded-sm underline-offset-4 hover:text-text hover:underline">
                  {place}
                </a>
              ) : (
                <span aria-current="page">{place}</span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
