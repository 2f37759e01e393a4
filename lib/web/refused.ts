// Why the plain form of a page was refused, from `?refused=<code>`: only sentences of our table are ever shown, so a
// planted link says nothing new.
import "server-only";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { searchParam, type SearchParams } from "./search-params";

export async function refusedSentence(params: SearchParams): Promise<string | null> {
  const code = await searchParam(params, "refused");
  return code !== undefined && Object.hasOwn(ERROR_CODES, code) ? ERROR_CODES[code as ErrorCode].message : null;
}
