import type { ReactNode } from "react";
import type { ButtonSize } from "./button";
import { Dialog } from "./dialog";
import { DialogTrigger } from "./dialog-trigger";

export interface ConfirmProps {
  /** Unique on the page. */
  id: string;
  /** The button that opens the question, such as "Delete organization…". */
  trigger: ReactNode;
  /** The question, which names the object. */
  title: ReactNode;
  /** What will happen, and that it cannot be undone. */
  children: ReactNode;
  /** The form that performs the action, with its own submit button. */
  form: ReactNode;
  size?: ButtonSize;
}

/** Asks for confirmation before an action that cannot be undone. */
export function Confirm({ id, trigger, title, children, form, size }: ConfirmProps) {
  return (
    <>
      <DialogTrigger dialogId={id} variant="secondary" size={size}>
        {trigger}
      </DialogTrigger>
      <Dialog id={id} title={title} actions={form}>
        {children}
      </Dialog>
    </>
  );
}
