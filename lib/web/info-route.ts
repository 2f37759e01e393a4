// Routes that tell plain facts of this process to anybody: no input, no actor, no transaction.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { jsonAnswer } from "./answer";
import { plainRoute } from "./plain-route";
import type { RouteHandler } from "./route";

export interface Fact {
  status: number;
  body: object;
}

export function infoRoute(name: string, tell: () => Promise<Fact> | Fact): RouteHandler {
  return plainRoute(name, async (request) => {
    if (new URL(request.url).search !== "") throw new AppError("MALFORMED_REQUEST");
    const { status, body } = await tell();
    return jsonAnswer(body, status);
  });
}
