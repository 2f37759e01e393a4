import { LinkButton } from "./link-button";

export interface PagingProps {
  /** The path of the page, without a query. */
  here: string;
  page: { query: Record<string, string>; isFirst: boolean; next_cursor: string | null };
}

/** Links to the other pages of a list, if there are any. */
export function Paging({ here, page: { query, isFirst, next_cursor: cursor } }: PagingProps) {
  if (isFirst && cursor === null) return null;
  const hrefOf = (values: Record<string, string>) =>
    [here, new URLSearchParams(values).toString()].filter(Boolean).join("?");
  return (
    <nav aria-label="Pages" className="flex flex-wrap justify-end gap-3">
      {!isFirst && (
        <LinkButton href={hrefOf(query)} variant="secondary">
          First page
        </LinkButton>
      )}
      {cursor !== null && (
        <LinkButton href={hrefOf({ ...query, cursor })} variant="secondary">
          Next page
        </LinkButton>
      )}
    </nav>
  );
}
