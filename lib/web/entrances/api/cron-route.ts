// The scheduler's endpoint: requires the bearer secret, compared in constant time.
import "server-only";
import { equalSecrets } from "@/lib/crypto/hash";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { jsonAnswer } from "@/lib/web/http/answer";
import { bearerToken } from "@/lib/web/http/bearer-token";
import { routeWithoutOperation } from "@/lib/web/adapters/route-without-operation";
import type { RouteHandler } from "@/lib/web/adapters/route";

function isScheduler(headers: Headers): boolean {
  const given = bearerToken(headers);
  const secrets = [env().CRON_SECRET, env().CRON_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
  return given !== null && secrets.some((secret) => equalSecrets(given, secret));
}

export function cronRoute(runJobs: (requestId: string) => Promise<object>): RouteHandler {
  return routeWithoutOperation("cron", async (request, { requestId }) => {
    if (!isScheduler(request.headers)) throw new AppError("UNAUTHORIZED");
    return jsonAnswer({ jobs: await runJobs(requestId) });
  });
}
