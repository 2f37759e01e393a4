import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "./breadcrumb";

export interface PageHeaderProps {
  title: string;
  description?: ReactNode;
  breadcrumb?: Crumb[];
  /** The page's one primary action, at the top right. */
  action?: ReactNode;
  headingLevel?: 1 | 3;
}

export function PageHeader({ title, description, breadcrumb, action, headingLevel = 1 }: PageHeaderProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <header className="grid gap-3">
      {breadcrumb && <Breadcrumb items={breadcrumb} />}
      <div className="grid gap-1">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 max-sm:items-center sm:flex-nowrap">
          <Heading dir="auto" className="min-w-0 text-xl font-semibold wrap-anywhere">
            {title}
          </Heading>
          {action && <div className="min-w-0 sm:shrink-0">{action}</div>}
        </div>
        {description && <p className="max-w-[62ch] text-muted">{description}</p>}
      </div>
    </header>
  );
}
