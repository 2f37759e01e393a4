import type { ReactNode } from "react";

export interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** What will appear here. */
  children: ReactNode;
  /** The link or button for the first step. */
  action?: ReactNode;
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-4 rounded-card border border-border px-6 py-10 text-center">
      {icon && <span className="text-muted [&>svg]:size-6">{icon}</span>}
      <div className="grid gap-1">
        <p className="font-semibold">{title}</p>
        <p className="max-w-[56ch] text-sm text-muted">{children}</p>
      </div>
      {action}
    </div>
  );
}
