// npm run build: the production build. On Vercel, it first checks the configuration, because there a deployment that cannot
// start would replace one that works. A production deployment also migrates its database, so every migration must keep the
// running version working. A preview deployment does not migrate.
import { platformOf } from "@/lib/env/platform";
import { ConfigurationError, parseEnv } from "@/lib/env/schema";
import { Failure, runScript } from "./failure";
import { runProgram } from "./program";
import { bringUpToDate } from "./schema/bring-up-to-date";
import { ensurePrismaClient } from "./schema/client";
import { build, buildEnvironment } from "./supervisor/build";

/** @throws Failure naming every invalid variable */
function checkConfiguration(): void {
  try {
    parseEnv(process.env);
  } catch (error) {
    throw error instanceof ConfigurationError ? new Failure(error.message) : error;
  }
}

await runScript(async () => {
  const { isVercel } = platformOf(process.env);
  if (isVercel) checkConfiguration();
  ensurePrismaClient();
  if (isVercel && process.env.VERCEL_ENV === "production") await bringUpToDate();
  await build(async (args) => {
    const code = await runProgram(args, buildEnvironment());
    if (code !== 0) throw new Failure("The build failed.");
  });
});
