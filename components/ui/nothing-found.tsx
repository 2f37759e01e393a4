import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "./empty-state";
import { LinkButton } from "./link-button";

export interface NothingFoundProps {
  /** The page itself, without a query. */
  here: string;
  title: string;
  children: ReactNode;
}

/** In place of a list that was narrowed to nothing: why, and the way back to all of it. */
export function NothingFound({ here, title, children }: NothingFoundProps) {
  const action = (
    <LinkButton href={here} variant="secondary" size="sm">
      Show everything
    </LinkButton>
  );
  return (
    <EmptyState icon={<Search aria-hidden="true" />} title={title} action={action}>
      {children}
    </EmptyState>
  );
}
