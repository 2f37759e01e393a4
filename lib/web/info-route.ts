// Routes that tell plain facts of this process to anybody: no input, no actor, no transaction.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { problemResponse } from "./edge/problem";
import { reportError } from "./report-error";
import { requestFacts } from "./request-facts";
import type { RouteHandler } from "./route";

export interface Fact {
  status: number;
  body: object;
}

export function infoRoute(name: string, tell: () => Promise<Fact> | Fact): RouteHandler {
  return async (request) => {
    try {
      if (new URL(request.url).search !== "") throw new AppError("MALFORMED_REQUEST");
      const { status, body } = await tell();
      return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
    } catch (thrown) {
      const { requestId } = await requestFacts();
      return problemResponse(reportError(thrown, name, requestId), requestId);
    }
  };
}
