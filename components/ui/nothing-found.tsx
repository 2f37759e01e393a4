import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { MAX_SEARCH } from "@/lib/lists/schemas";
import { EmptyState } from "./empty-state";
import { LinkButton } from "./link-button";

export interface NothingFoundProps {
  /** The page itself, without a query. */
  here: string;
  title: string;
  /** False where the list does not understand what it is narrowed by. */
  isReadable?: boolean;
  children: ReactNode;
}

/** In place of a list that was narrowed to nothing: why, and the way back to all of it. */
export function NothingFound({ here, title, isReadable = true, children }: NothingFoundProps) {
  const action = (
    <LinkButton href={here} variant="secondary" size="sm">
      Show everything
    </LinkButton>
  );
  return (
    <EmptyState
      icon={<Search aria-hidden="true" />}
      title={isReadable ? title : "This search cannot be read"}
      action={action}
    >
      {isReadable ? children : `Use at most ${MAX_SEARCH} characters, or start over.`}
    </EmptyState>
  );
}
