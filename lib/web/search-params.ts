// One value of a page's query, or undefined where it is missing or given more than once.

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export async function searchParam(params: SearchParams, name: string): Promise<string | undefined> {
  const value = (await params)[name];
  return typeof value === "string" ? value : undefined;
}
