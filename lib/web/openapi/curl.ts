// An example of a request as a command for curl.
import "server-only";
import type { ApiOperation } from "./api-document";

const SECRETS: Record<string, string> = {
  bearer: "$TOKEN",
  cronSecret: "$CRON_SECRET",
  metricsToken: "$METRICS_TOKEN",
};

/** In single quotes, where a shell interprets nothing. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** @param site the origin of the site */
export function curlOf(site: string, method: string, path: string, operation: ApiOperation): string {
  const { parameters = [], requestBody, security } = operation;
  const url = parameters
    .filter((each) => each.in === "path")
    .reduce((text, { name, example }) => text.replace(`{${name}}`, encodeURIComponent(String(example))), site + path);
  const query = parameters
    .filter((each) => each.in === "query" && each.required)
    .map(({ name, example }) => `${name}=${encodeURIComponent(String(example))}`);
  const schemes = security.flatMap((each) => Object.keys(each));
  const scheme = schemes.includes("bearer") ? "bearer" : schemes[0];
  const lines = [
    `curl${method === "GET" ? "" : ` --request ${method}`} ${quoted([url, ...query].join(query.length > 0 ? "?" : ""))}`,
  ];
  if (scheme === "session") lines.push("--cookie cookies.txt");
  if (scheme === "session" && method !== "GET") lines.push(`--header ${quoted(`Origin: ${site}`)}`);
  const secret = SECRETS[scheme ?? ""];
  if (secret !== undefined) lines.push(`--header "Authorization: Bearer ${secret}"`);
  if (operation.responses["200"]?.description.includes("cookies")) lines.push("--cookie-jar cookies.txt");
  if (requestBody) lines.push(`--json ${quoted(JSON.stringify(requestBody.content["application/json"].example))}`);
  return lines.join(" \\\n  ");
}
