import type { ReactNode } from "react";
import { Button } from "./button";

export interface DialogProps {
  id: string;
  title: ReactNode;
  children: ReactNode;
  /** The action buttons. "Cancel" is always shown. */
  actions?: ReactNode;
}

/** A native dialog: the browser traps the focus inside, closes it on Escape and restores the focus. */
export function Dialog({ id, title, children, actions }: DialogProps) {
  return (
    <dialog
      id={id}
      closedby="any"
      aria-labelledby={`${id}-title`}
      className="rise m-auto w-[min(28rem,calc(100vw-2rem))] rounded-card border border-border bg-overlay p-0 text-left font-normal whitespace-normal text-text shadow-float backdrop:bg-scrim"
    >
      <div className="grid grid-cols-1 gap-3 p-6">
        <h2 id={`${id}-title`} className="text-lg font-semibold">
          {title}
        </h2>
        <div className="text-sm text-muted">{children}</div>
      </div>
      <div className="flex flex-col-reverse gap-3 border-t border-border px-6 py-4 sm:flex-row sm:justify-end">
        <form method="dialog" className="grid">
          <Button type="submit" variant="secondary">
            Cancel
          </Button>
        </form>
        {actions}
      </div>
    </dialog>
  );
}
