// npm run doctor: checks the configuration and its database as production would, and prints one line per finding. Exits with
// code 1 if any finding is an error; notes do not affect the code.
import { createRequire } from "node:module";
import type * as NextEnv from "@next/env";
import { ConfigurationError, parseEnv, type Env } from "@/lib/env/schema";
import { pushUrl } from "@/lib/observability/metrics-transport";
import { runScript } from "./failure";
import { databaseFindings, pooledFindings, type Finding } from "./schema/database-findings";

const { loadEnvConfig } = createRequire(import.meta.url)("@next/env") as typeof NextEnv;

/** Loads the configuration as `npm start` does, from the environment and the .env files, but never one of development. */
function configuration(): Record<string, string | undefined> {
  const quiet = { info: () => undefined, error: (...words: unknown[]) => console.error(...words) };
  const { combinedEnv } = loadEnvConfig(process.cwd(), false, quiet);
  const isDevelopment = ["dev", "test"].includes(combinedEnv.APP_ENV ?? "");
  return isDevelopment ? { ...combinedEnv, APP_ENV: undefined } : combinedEnv;
}

function read(): { env: Env | null; findings: Finding[] } {
  try {
    return { env: parseEnv(configuration()), findings: [] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { env: null, findings: error.problems.map((text) => ({ kind: "error", text })) };
  }
}

/** Functions cannot be scraped, so their metrics reach no one unless they are pushed. */
function metricsFindings(env: Env): Finding[] {
  if (!env.serverless || env.METRICS_TOKEN === undefined || pushUrl(env)) return [];
  const text = "METRICS_TOKEN has no effect in functions: set OTEL_EXPORTER_OTLP_ENDPOINT to push metrics to a collector";
  return [{ kind: "note", text }];
}

await runScript(async () => {
  const { env, findings } = read();
  if (env) findings.push(...metricsFindings(env));
  if (env) findings.push(...(await databaseFindings(env.DIRECT_DATABASE_URL, env)));
  if (env && env.DATABASE_URL !== env.DIRECT_DATABASE_URL) findings.push(...(await pooledFindings(env.DATABASE_URL)));
  for (const { kind, text } of findings) console.log(`${kind}: ${text}`);
  const errors = findings.filter(({ kind }) => kind === "error").length;
  console.log(errors === 0 ? "The configuration is fit for production." : `Errors to fix: ${errors}.`);
  return errors === 0 ? 0 : 1;
});
