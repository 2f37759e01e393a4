// Metrics, for the holder of METRICS_TOKEN. Without a configured token the route returns 404. In a function it refuses, because
// it would tell about the one instance that happens to respond, and never about the middleware.
import "server-only";
import { equalSecrets } from "@/lib/crypto/hash";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { metrics } from "@/lib/observability/metrics";
import { PROMETHEUS_TYPE, prometheusText } from "@/lib/observability/prometheus-text";
import { bearerToken } from "@/lib/web/http/bearer-token";
import type { PlainContract } from "@/lib/web/adapters/route-contract";
import { routeWithoutOperation } from "@/lib/web/adapters/route-without-operation";

const contract = {
  summary: "Get the metrics, in the format of Prometheus",
  secret: "METRICS_TOKEN",
  refuses: ["NOT_FOUND", "METRICS_NOT_SCRAPED"],
  answers: { 200: "text/plain" },
} as const satisfies PlainContract;

async function answer(request: Request): Promise<Response> {
  const { METRICS_TOKEN } = env();
  if (METRICS_TOKEN === undefined) throw new AppError("NOT_FOUND");
  const given = bearerToken(request.headers);
  if (given === null || !equalSecrets(given, METRICS_TOKEN)) throw new AppError("UNAUTHORIZED");
  const { scraped } = metrics();
  if (!scraped) throw new AppError("METRICS_NOT_SCRAPED");
  return new Response(await prometheusText(scraped), { headers: { "Content-Type": PROMETHEUS_TYPE } });
}

export const metricsRoute = routeWithoutOperation("metrics", answer, contract);
