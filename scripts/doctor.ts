// npm run doctor: checks the configuration and its database as production would, and prints one line per finding. Exits with
// code 1 if any finding is an error; notes do not affect the code.
import { createRequire } from "node:module";
import type * as NextEnv from "@next/env";
import { ConfigurationError, parseEnv, type Env } from "@/lib/env/schema";
import { runScript } from "./failure";
import { metricsFindings } from "./metrics-findings";
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
    const source = configuration();
    const env = parseEnv(source);
    return { env, findings: metricsFindings(env, source) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { env: null, findings: error.problems.map((text) => ({ kind: "error", text })) };
  }
}

await runScript(async () => {
  const { env, findings } = read();
  if (env) findings.push(...(await databaseFindings(env.DIRECT_DATABASE_URL, env)));
  if (env && env.DATABASE_URL !== env.DIRECT_DATABASE_URL) findings.push(...(await pooledFindings(env.DATABASE_URL)));
  for (const { kind, text } of findings) console.log(`${kind}: ${text}`);
  const errors = findings.filter(({ kind }) => kind === "error").length;
  console.log(errors === 0 ? "The configuration is fit for production." : `Errors to fix: ${errors}.`);
  return errors === 0 ? 0 : 1;
});
