import type { ReactNode } from "react";
import { cx } from "./cx";

export interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  /** Beside the title: the card's button or link. */
  action?: ReactNode;
  /** Stretches the content to the height of the card, as for a chart beside a longer card. */
  stretch?: boolean;
  /** Whether the card deletes something that cannot be restored. */
  isDanger?: boolean;
  headingLevel?: 2 | 3;
  children?: ReactNode;
  className?: string;
}

export function Card(props: CardProps) {
  const { title, description, action, stretch = false, isDanger = false, headingLevel = 2, children, className } = props;
  const Heading = `h${headingLevel}` as const;
  return (
    <section
      className={cx(
        "overflow-clip rounded-card border bg-raised max-sm:[&_.btn-md]:w-full",
        isDanger ? "card-danger border-danger/40" : "border-border",
        className,
      )}
    >
      <div className={cx("grid grid-cols-1 gap-6 p-6", stretch && "h-full grid-rows-[auto_minmax(0,1fr)]")}>
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
    </section>
  );
}

/** The end of a card, or of the form in it: what the button does or requires, and the button. */
export function CardFooter({ hint, children }: { hint?: ReactNode; children: ReactNode }) {
  return (
    <div className="card-foot">
      {hint && <p className="max-w-[48ch] min-w-0 text-sm text-muted">{hint}</p>}
      <div className="sm:ml-auto sm:shrink-0">{children}</div>
    </div>
  );
}

/** Cards below each other in a column that is easy to read, at the left edge of the page. */
export function CardColumn({ children }: { children: ReactNode }) {
  return <div className="grid max-w-[48rem] grid-cols-1 gap-6">{children}</div>;
}

/** Cards that belong together, drawn as one card with a line between them. */
export function CardGroup({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-px overflow-clip rounded-card border border-border bg-border empty:hidden *:rounded-none *:border-0">
      {children}
    </div>
  );
}
