// Routes that return facts about this process: they ignore any query and need neither an actor nor a transaction.
import "server-only";
import { jsonAnswer } from "@/lib/web/http/answer";
import { routeWithoutOperation } from "./route-without-operation";
import type { PlainContract, RouteHandler } from "./route-contract";

export interface Fact {
  status: number;
  body: object;
}

export function infoRoute(name: string, plain: PlainContract, tell: () => Promise<Fact> | Fact): RouteHandler {
  const answer = async () => {
    const { status, body } = await tell();
    return jsonAnswer(body, status);
  };
  return routeWithoutOperation(name, answer, plain);
}
