// One page of a list, as requested by the URL, which may be truncated or forged. An invalid cursor, or a cursor after the
// last row, shows the first page; an invalid filter matches nothing.
import "server-only";
import type { Page } from "@/lib/lists/pages";
import { unlessRefused } from "./require";
import { searchParam, type PageParameter, type SearchParams } from "@/lib/web/http/search-params";

export interface ListPage<Item, Name extends string> extends Page<Item> {
  /** The filters given in the URL, without empty ones. */
  query: Partial<Record<Name, string>>;
  isFirst: boolean;
  /** Whether the filters are valid. */
  isReadable: boolean;
}

/** @param names the URL parameters that filter the list, without `cursor` */
export async function listPage<Item, Name extends PageParameter>(
  params: SearchParams,
  names: readonly Name[],
  list: (query: Partial<Record<Name, string>> & { cursor?: string }) => Promise<Page<Item>>,
): Promise<ListPage<Item, Name>> {
  const given = await Promise.all(names.map(async (name) => [name, (await searchParam(params, name))?.trim()] as const));
  const query = Object.fromEntries(given.filter(([, value]) => value)) as Partial<Record<Name, string>>;
  const cursor = await searchParam(params, "cursor");
  const later = cursor ? await unlessRefused(list({ ...query, cursor }), "VALIDATION_ERROR") : null;
  if (later && later.items.length > 0) return { ...later, query, isFirst: false, isReadable: true };
  const first = await unlessRefused(list(query), "VALIDATION_ERROR");
  return { ...(first ?? { items: [], next_cursor: null }), query, isFirst: true, isReadable: first !== null };
}
