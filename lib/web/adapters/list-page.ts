// A page of a list as its address asks for it. Addresses lose parts on their way and are made up: a place that cannot be
// read, or where nothing is any more, is the first page, and what nothing can be narrowed by finds nothing.
import "server-only";
import type { Page } from "@/lib/lists/pages";
import { unlessRefused } from "./require";
import { searchParam, type PageParameter, type SearchParams } from "@/lib/web/http/search-params";

export interface ListPage<Item, Name extends string> extends Page<Item> {
  /** What the list is narrowed by; an empty field of a form narrows nothing. */
  query: Partial<Record<Name, string>>;
  isFirst: boolean;
  /** False where the list does not understand what it is narrowed by. */
  isReadable: boolean;
}

/** @param names by which the address may narrow the list, besides `cursor` */
export async function listPage<Item, Name extends PageParameter>(
  params: SearchParams,
  names: readonly Name[],
  list: (query: Partial<Record<Name, string>> & { cursor?: string }) => Promise<Page<Item>>,
): Promise<ListPage<Item, Name>> {
  const given = await Promise.all(names.map(async (name) => [name, (await searchParam(params, name))?.trim()] as const));
  const query = Object.fromEntries(given.filter(([, value]) => value)) as Partial<Record<Name, string>>;
  const cursor = await searchParam(params, "cursor");
  const later = cursor ? await unlessRefused(list({ ...query, cursor }), "MALFORMED_REQUEST", "VALIDATION_ERROR") : null;
  if (later && later.items.length > 0) return { ...later, query, isFirst: false, isReadable: true };
  const first = await unlessRefused(list(query), "VALIDATION_ERROR");
  return { ...(first ?? { items: [], next_cursor: null }), query, isFirst: true, isReadable: first !== null };
}
