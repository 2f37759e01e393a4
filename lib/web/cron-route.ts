// The scheduler's door: a bearer secret, compared in constant time, and nothing else opens it.
import "server-only";
import { equalSecrets } from "@/lib/crypto/hash";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { bearerToken } from "./bearer-token";
import { problemResponse } from "./edge/problem";
import { reportError } from "./report-error";
import { requestFacts } from "./request-facts";
import type { RouteHandler } from "./route";

function isScheduler(headers: Headers): boolean {
  const given = bearerToken(headers);
  const secrets = [env().CRON_SECRET, env().CRON_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
  return given !== null && secrets.some((secret) => equalSecrets(given, secret));
}

export function cronRoute(runJobs: (requestId: string) => Promise<object>): RouteHandler {
  return async (request) => {
    const { requestId } = await requestFacts();
    try {
      if (!isScheduler(request.headers)) throw new AppError("UNAUTHORIZED");
      return Response.json({ jobs: await runJobs(requestId) }, { headers: { "Cache-Control": "no-store" } });
    } catch (thrown) {
      return problemResponse(reportError(thrown, "cron", requestId), requestId);
    }
  };
}
