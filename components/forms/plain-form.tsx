import type { ReactNode } from "react";
import { ViewerField } from "./viewer";

interface PlainFormProps {
  /** The route that receives it and answers with a file or a page. */
  action: string;
  className?: string;
  children: ReactNode;
}

/** A form for a route. The page does not change, with or without script. */
export function PlainForm({ action, className, children }: PlainFormProps) {
  return (
    <form method="post" action={action} className={className}>
      <ViewerField />
      {children}
    </form>
  );
}
