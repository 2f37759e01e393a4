import type { ReactNode } from "react";
import { ViewerField } from "./viewer";

interface PlainFormProps {
  /** The route that takes it, and answers with what the browser saves or shows. */
  action: string;
  className?: string;
  children: ReactNode;
}

/** A form for a route, with script and without: the page stays as it is. */
export function PlainForm({ action, className, children }: PlainFormProps) {
  return (
    <form method="post" action={action} className={className}>
      <ViewerField />
      {children}
    </form>
  );
}
