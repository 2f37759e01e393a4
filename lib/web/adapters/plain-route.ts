// Routes that are over no operation: what they throw is reported and answered like what an operation throws.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { problemResponse } from "@/lib/web/edge/problem";
import { reportError } from "@/lib/web/http/report-error";
import { requestFacts } from "@/lib/web/http/request-facts";
import type { RouteHandler } from "./route";

/** @param name what the log calls it */
export function plainRoute(
  name: string,
  answer: (request: Request, facts: RequestFacts) => Promise<Response> | Response,
): RouteHandler {
  return async (request) => {
    const facts = await requestFacts();
    try {
      return await answer(request, facts);
    } catch (thrown) {
      return problemResponse(reportError(thrown, name, facts), facts.requestId);
    }
  };
}
