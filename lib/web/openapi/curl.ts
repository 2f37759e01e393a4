// An example of a request as a command for curl.
import "server-only";
import type { ApiOperation } from "./api-document";

/** Scheme → the variable with the bearer. An access token and an API key are sent in the same way. */
const BEARERS: Record<string, string> = {
  accessToken: "$TOKEN",
  personalApiKey: "$TOKEN",
  organizationApiKey: "$TOKEN",
  cronSecret: "$CRON_SECRET",
  metricsToken: "$METRICS_TOKEN",
};

/** In single quotes, where a shell interprets nothing. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** @param site the origin of the site */
export function curlOf(site: string, method: string, path: string, operation: ApiOperation): string {
  const { parameters = [], requestBody, security, responses } = operation;
  const url = parameters
    .filter((each) => each.in === "path")
    .reduce((text, { name, example }) => text.replace(`{${name}}`, encodeURIComponent(String(example))), site + path);
  const query = parameters
    .filter((each) => each.in === "query" && each.required)
    .map(({ name, example }) => `${name}=${encodeURIComponent(String(example))}`);
  const schemes = security.flatMap((each) => Object.keys(each));
  const bearer = BEARERS[schemes.find((each) => each in BEARERS) ?? ""];
  const isBySession = bearer === undefined && schemes.includes("session");
  const lines = [
    `curl${method === "GET" ? "" : ` --request ${method}`} ${quoted([url, ...query].join(query.length > 0 ? "?" : ""))}`,
  ];
  if (isBySession) lines.push("--cookie cookies.txt");
  if (isBySession && method !== "GET") lines.push(`--header ${quoted(`Origin: ${site}`)}`);
  if (bearer !== undefined) lines.push(`--header "Authorization: Bearer ${bearer}"`);
  if (Object.values(responses).some(({ headers = {} }) => "Set-Cookie" in headers)) lines.push("--cookie-jar cookies.txt");
  if (requestBody) lines.push(`--json ${quoted(JSON.stringify(requestBody.content["application/json"].example))}`);
  return lines.join(" \\\n  ");
}
