// Routes without an operation. Their errors are logged and returned like those of operations.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { problemResponse } from "@/lib/web/edge/problem";
import { reportError } from "@/lib/web/http/report-error";
import { requestFacts } from "@/lib/web/http/request-facts";
import type { RouteParams } from "./read-input";
import type { Handle, PlainContract, RouteHandler } from "./route-contract";

/**
 * @param name used in the log
 * @param plain describes the route in the API document
 */
export function routeWithoutOperation(
  name: string,
  answer: (request: Request, facts: RequestFacts, params: RouteParams) => Promise<Response> | Response,
  plain?: PlainContract,
): RouteHandler {
  const handle: Handle = async (request, { params }) => {
    const facts = await requestFacts();
    try {
      return await answer(request, facts, (await params) ?? {});
    } catch (thrown) {
      return problemResponse(reportError(thrown, name, facts), facts.requestId);
    }
  };
  return Object.assign(handle, { contracts: [], plain });
}
