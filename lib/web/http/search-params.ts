// One value of a page's query, or undefined where it is missing or given more than once. Only what is listed here can be
// read: the middleware refuses such a parameter sent twice, and leaves those of others alone.

/** Read by pages of every area. */
const COMMON = ["token", "next", "refused"] as const;
/** Read by lists, which are in organizations and in the console. */
const OF_LISTS = [
  "cursor",
  "search",
  "state",
  "scope",
  "action",
  "person",
  "entity_type",
  "entity_id",
  "outcome",
  "organization",
  "from",
  "to",
] as const;
const LISTS = /^\/(org|admin)\//;

export type PageParameter = (typeof COMMON)[number] | (typeof OF_LISTS)[number];
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** What a page at this path may read of its query. */
export function pageParameters(path: string): readonly PageParameter[] {
  return LISTS.test(path) ? [...COMMON, ...OF_LISTS] : COMMON;
}

export async function searchParam(params: SearchParams, name: PageParameter): Promise<string | undefined> {
  const value = (await params)[name];
  return typeof value === "string" ? value : undefined;
}
