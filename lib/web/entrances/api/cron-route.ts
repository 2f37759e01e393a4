// The scheduler's endpoint: requires the bearer secret, compared in constant time.
import "server-only";
import { z } from "zod";
import type { RequestFacts } from "@/lib/access/actor";
import { equalSecrets } from "@/lib/crypto/hash";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { jsonAnswer } from "@/lib/web/http/answer";
import { bearerToken } from "@/lib/web/http/bearer-token";
import { routeWithoutOperation } from "@/lib/web/adapters/route-without-operation";
import type { PlainContract, RouteHandler } from "@/lib/web/adapters/route-contract";

function isScheduler(headers: Headers): boolean {
  const given = bearerToken(headers);
  const secrets = [env().CRON_SECRET, env().CRON_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
  return given !== null && secrets.some((secret) => equalSecrets(given, secret));
}

const contract = {
  summary: "Run all jobs that are due",
  secret: "CRON_SECRET",
  answers: { 200: z.strictObject({ jobs: z.record(z.string(), z.unknown()) }) },
} as const satisfies PlainContract;

export function cronRoute(runJobs: (requestId: string) => Promise<object>): RouteHandler {
  const answer = async (request: Request, { requestId }: RequestFacts) => {
    if (!isScheduler(request.headers)) throw new AppError("UNAUTHORIZED");
    return jsonAnswer({ jobs: await runJobs(requestId) });
  };
  return routeWithoutOperation("cron", answer, contract);
}
