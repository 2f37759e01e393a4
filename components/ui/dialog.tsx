import type { ReactNode, Ref } from "react";

export interface DialogProps {
  id: string;
  ref?: Ref<HTMLDialogElement>;
  title: ReactNode;
  description?: ReactNode;
  /** Whether the server renders the dialog open. It is then not modal. */
  open?: boolean;
  children: ReactNode;
}

/** A native dialog: the browser traps the focus inside, closes it on Escape and restores the focus. */
export function Dialog({ id, ref, title, description, open, children }: DialogProps) {
  return (
    <dialog id={id} ref={ref} open={open} closedby="any" aria-labelledby={`${id}-title`} className="dialog rise">
      <div className="grid grid-cols-1 gap-5">
        <div className="grid grid-cols-1 gap-2">
          <h2 id={`${id}-title`} className="text-lg font-semibold wrap-anywhere">
            {title}
          </h2>
          {description && <div className="text-sm text-muted">{description}</div>}
        </div>
        {children}
      </div>
    </dialog>
  );
}
