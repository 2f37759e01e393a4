// Reads the query of a page. Pages can read only the parameters listed here. The middleware refuses a request that repeats
// one of them, and ignores all other parameters.
import "server-only";

/** Read by pages in every area. */
const COMMON = ["token", "next", "refused", "retry_at", "error"] as const;
/** Read by lists, in organizations and in the console. */
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
  "period",
  "from",
  "to",
  "type",
  "checkout",
] as const;
/** Read by the price list. */
const OF_PRICING = ["billing"] as const;
const LISTS = /^\/(org|admin)\//;

export type PageParameter = (typeof COMMON | typeof OF_LISTS | typeof OF_PRICING)[number];
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The parameters that a page at this path may read. */
export function pageParameters(path: string): readonly PageParameter[] {
  if (path === "/pricing") return [...COMMON, ...OF_PRICING];
  return LISTS.test(path) ? [...COMMON, ...OF_LISTS] : COMMON;
}

/** The value of a parameter; undefined if it is missing or repeated. */
export async function searchParam(params: SearchParams, name: PageParameter): Promise<string | undefined> {
  const value = (await params)[name];
  return typeof value === "string" ? value : undefined;
}
