import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { MAX_SEARCH } from "@/lib/lists/schemas";
import { EmptyState } from "./empty-state";
import { LinkButton } from "./link-button";

export interface NothingFoundProps {
  /** The path of the page, without a query. */
  here: string;
  title: string;
  /** Whether the filters are valid. */
  isReadable?: boolean;
  /** Whether the link is needed, because nothing else on the page clears the filters. */
  isOnlyWayBack?: boolean;
  children: ReactNode;
}

/** Replaces a list without matches: shows the reason and a link to the whole list. */
export function NothingFound({ here, title, isReadable = true, isOnlyWayBack = true, children }: NothingFoundProps) {
  const action = isOnlyWayBack && (
    <LinkButton href={here} variant="secondary" size="sm">
      Show all
    </LinkButton>
  );
  return (
    <EmptyState icon={<Search aria-hidden="true" />} title={isReadable ? title : "This search is not valid"} action={action}>
      {isReadable ? children : `Use at most ${MAX_SEARCH} characters, or start over.`}
    </EmptyState>
  );
}
