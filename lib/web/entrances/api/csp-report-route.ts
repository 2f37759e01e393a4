// Receives browsers' reports of violations of the content security policy. Any client can send anything, so bodies are
// small, requests are limited per IP address, metric labels come from a fixed list, and a flood writes few log lines.
import "server-only";
import { z } from "zod";
import type { RequestFacts } from "@/lib/access/actor";
import { AppError } from "@/lib/errors/app-error";
import { sourceOf } from "@/lib/network/networks-of";
import { log } from "@/lib/observability/log";
import { logAtPowersOfTwo } from "@/lib/observability/log-at-powers-of-two";
import { metrics } from "@/lib/observability/metrics";
import { addressAllowances } from "@/lib/rate-limit/address-allowances";
import { consume } from "@/lib/rate-limit/limiter";
import { limits } from "@/lib/rate-limit/limits";
import { rateLimited } from "@/lib/rate-limit/rate-limited";
import { parseUrl } from "@/lib/text/parse-url";
import { emptyAnswer } from "@/lib/web/http/answer";
import { readJson } from "@/lib/web/http/json-body";
import { routeWithoutOperation } from "@/lib/web/adapters/route-without-operation";

const TYPES = ["application/reports+json", "application/csp-report", "application/json"];
const MAX_BYTES = 16 * 1024;
const MAX_REPORTS = 20;

const DIRECTIVES = [
  "default-src",
  "script-src",
  "script-src-elem",
  "script-src-attr",
  "style-src",
  "style-src-elem",
  "style-src-attr",
  "img-src",
  "font-src",
  "connect-src",
  "media-src",
  "object-src",
  "frame-src",
  "child-src",
  "worker-src",
  "manifest-src",
  "form-action",
  "frame-ancestors",
  "base-uri",
  "other",
] as const;

const Directive = z.enum(DIRECTIVES).catch("other");

/** The only fields that are read. Browsers add fields of their own. */
const Violation = z.object({ effectiveDirective: Directive, blockedURL: z.string().max(4_000).catch("") });
const Reports = z
  .array(z.object({ type: z.string().max(100), body: z.unknown() }))
  .max(MAX_REPORTS)
  .transform((reports) => reports.filter(({ type }) => type === "csp-violation").map(({ body }) => body))
  .pipe(z.array(Violation));
/** The format that preceded the Reporting API. */
const OldReport = z
  .object({ "csp-report": z.object({ "effective-directive": Directive, "blocked-uri": z.string().max(4_000).catch("") }) })
  .transform(({ "csp-report": report }) => [
    { effectiveDirective: report["effective-directive"], blockedURL: report["blocked-uri"] },
  ]);

export const cspReportRoute = routeWithoutOperation("csp-report", async (request, facts) => {
  const verdict = await consume(limits.reportPerAddress, addressAllowances(facts.ipAddress));
  if (!verdict.allowed) throw rateLimited(verdict);
  const body = await readJson(request, TYPES, MAX_BYTES);
  const parsed = z.union([Reports, OldReport]).safeParse(body);
  if (!parsed.success) throw new AppError("MALFORMED_REQUEST");
  for (const violation of parsed.data) tell(violation, facts);
  return emptyAnswer();
});

function tell(
  { effectiveDirective: directive, blockedURL }: z.output<typeof Violation>,
  { requestId, ipAddress }: RequestFacts,
): void {
  metrics().cspViolations.inc({ directive });
  // Per source, so that no source can drown out the reports of others.
  logAtPowersOfTwo(`csp: ${directive}`, sourceOf(ipAddress), (count) => {
    const blocked = originOf(blockedURL);
    log.warn("content security policy violated", {
      request_id: requestId,
      ip_address: ipAddress,
      directive,
      blocked,
      count,
    });
  });
}

/** The origin or keyword (`inline`, `eval`) of what was blocked. The rest of the value could contain anything. */
function originOf(blocked: string): string {
  const url = parseUrl(blocked);
  if (!url) return /^[a-z-]{1,30}$/.test(blocked) ? blocked : "unknown";
  const { origin, protocol } = url;
  return origin === "null" ? protocol : origin;
}
