import { searchParam, type SearchParams } from "@/lib/web/search-params";

const MAX_SEARCH = 200;

export interface ListQuery<State extends string> {
  search: string | undefined;
  state: State | undefined;
  cursor: string | undefined;
}

/** What a list's URL asks for. A state that nobody knows is none. */
export async function listQuery<State extends string>(params: SearchParams, states: readonly State[]): Promise<ListQuery<State>> {
  const state = await searchParam(params, "state");
  return {
    search: (await searchParam(params, "search"))?.replaceAll("\0", "").slice(0, MAX_SEARCH),
    state: states.find((known) => known === state),
    cursor: await searchParam(params, "cursor"),
  };
}

export function nextPageHref(path: string, { search, state }: ListQuery<string>, cursor: string): string {
  const query = new URLSearchParams({ ...(search ? { search } : {}), ...(state ? { state } : {}), cursor });
  return `${path}?${query.toString()}`;
}
