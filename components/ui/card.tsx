import type { ReactNode } from "react";
import { cx } from "./cx";

export interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  /** Beside the title, for a card that only offers one action. */
  action?: ReactNode;
  /** Content at the bottom with its own background, such as the save button of a setting. */
  footer?: ReactNode;
  tone?: "plain" | "danger";
  headingLevel?: 2 | 3;
  children?: ReactNode;
  className?: string;
}

export function Card({
  title,
  description,
  action,
  footer,
  tone = "plain",
  headingLevel = 2,
  children,
  className,
}: CardProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <section
      className={cx(
        "overflow-clip rounded-card border bg-raised max-sm:[&_.btn-md]:w-full",
        tone === "danger" ? "border-danger" : "border-border",
        className,
      )}
    >
      <div className="grid grid-cols-1 gap-6 p-6">
        {(title || description) && (
          <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4 sm:flex-nowrap">
            <div className="grid min-w-0 gap-1">
              {title && <Heading className="text-base font-semibold">{title}</Heading>}
              {description && <p className="max-w-[62ch] text-sm text-muted">{description}</p>}
            </div>
            {action && <div className="shrink-0 max-sm:has-[.btn-md]:w-full">{action}</div>}
          </div>
        )}
        {children}
      </div>
      {footer && <div className="border-t border-border bg-page px-6 py-4">{footer}</div>}
    </section>
  );
}
