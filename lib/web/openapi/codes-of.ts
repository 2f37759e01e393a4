// The error codes of a response in an API document.
import "server-only";
import type { ApiResponse } from "./api-document";

/** Empty for a success. */
export function codesOf({ content }: ApiResponse): string[] {
  const { allOf = [] } = content?.["application/json"]?.schema ?? {};
  return allOf.flatMap(({ properties }) => (properties?.code?.enum ?? []) as string[]);
}
