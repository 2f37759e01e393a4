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
      <div className="grid items-start gap-x-4 gap-y-3 sm:min-h-10 sm:grid-cols-[minmax(0,1fr)_auto]">
        <div className="grid min-w-0 gap-1">
          <Heading dir="auto" className="text-xl font-semibold wrap-anywhere">
            {title}
          </Heading>
          {description && <p className="max-w-[62ch] text-muted">{description}</p>}
        </div>
        {action && <div className="min-w-0">{action}</div>}
      </div>
    </header>
  );
}
