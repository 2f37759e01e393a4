// The input of an operation in a request for a JSON route: from the query or the body, and from the path.
import "server-only";
import type { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { readFormBody } from "@/lib/web/http/form-body";
import { readJsonBody } from "@/lib/web/http/json-body";
import { readQuery } from "@/lib/web/http/query";

export type RouteParams = Record<string, string | string[] | undefined>;

/**
 * @throws AppError VALIDATION_ERROR if a field of the path is sent a second time, and what reading a body or query throws
 */
export async function readInput(
  request: Request,
  schema: z.ZodType,
  params: RouteParams,
  isForm: boolean,
): Promise<Record<string, unknown>> {
  const isRead = request.method === "GET" || request.method === "HEAD";
  const inPath = Object.keys(params);
  const given = isRead
    ? readQuery(request.url, schema, inPath)
    : isForm
      ? await readFormBody(request)
      : await readJsonBody(request);
  for (const name of inPath) {
    if (Object.hasOwn(given, name)) {
      throw new AppError("VALIDATION_ERROR", { fields: { [name]: "This field comes from the path. Remove it here." } });
    }
  }
  return { ...given, ...params };
}
