import { Readiness, readiness } from "@/lib/health/readiness";
import { infoRoute } from "@/lib/web/adapters/info-route";
import { methods } from "@/lib/web/adapters/route";

const contract = { summary: "Check that the product works", answers: { 200: Readiness, 503: Readiness } };

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: infoRoute("readiness", contract, readiness),
});
