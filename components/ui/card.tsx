import type { ReactNode } from "react";
import { cx } from "./cx";

export interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  /** Beside the title: the card's button or link. */
  action?: ReactNode;
  /** Puts the content (for example, the form of a setting) to the right of the title where there is room for both. */
  split?: boolean;
  /** Stretches the content to the height of the card, as for a chart beside a longer card. */
  stretch?: boolean;
  headingLevel?: 2 | 3;
  children?: ReactNode;
  className?: string;
}

export function Card({
  title,
  description,
  action,
  split = false,
  stretch = false,
  headingLevel = 2,
  children,
  className,
}: CardProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <section
      className={cx("overflow-clip rounded-card border border-border bg-raised max-sm:[&_.btn-md]:w-full", className)}
    >
      <div
        className={cx(
          "grid grid-cols-1 gap-6 p-6",
          split && "lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] lg:gap-x-12",
          stretch && "h-full grid-rows-[auto_minmax(0,1fr)]",
        )}
      >
        {(title || description) && (
          <div
            className={cx(
              "flex flex-wrap gap-x-8 gap-y-4 sm:flex-nowrap",
              split ? "items-start" : "items-center justify-between",
            )}
          >
            <div className="grid min-w-0 gap-1">
              {title && <Heading className="text-base font-semibold">{title}</Heading>}
              {description && <p className="max-w-[62ch] text-sm text-muted">{description}</p>}
            </div>
            {action && <div className="shrink-0 max-sm:has-[.btn-md]:w-full">{action}</div>}
          </div>
        )}
        {split ? <div className="grid min-w-0 grid-cols-1 content-start gap-5">{children}</div> : children}
      </div>
    </section>
  );
}

/** Cards that belong together, drawn as one card with a line between them. */
export function CardGroup({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-px overflow-clip rounded-card border border-border bg-border empty:hidden *:rounded-none *:border-0">
      {children}
    </div>
  );
}
