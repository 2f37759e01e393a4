// Routes that return facts about this process: they ignore any query and need neither an actor nor a transaction.
import "server-only";
import { jsonAnswer } from "@/lib/web/http/answer";
import { routeWithoutOperation } from "./route-without-operation";
import type { RouteHandler } from "./route";

export interface Fact {
  status: number;
  body: object;
}

export function infoRoute(name: string, tell: () => Promise<Fact> | Fact): RouteHandler {
  return routeWithoutOperation(name, async () => {
    const { status, body } = await tell();
    return jsonAnswer(body, status);
  });
}
