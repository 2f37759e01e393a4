// npm run build: the production build. On Vercel, a production deployment first migrates its database, so every migration
// must keep the running version working. A preview deployment does not migrate.
import { Failure, runScript } from "./failure";
import { runProgram } from "./program";
import { bringUpToDate } from "./schema/bring-up-to-date";
import { ensurePrismaClient } from "./schema/client";
import { build, buildEnvironment } from "./supervisor/build";

await runScript(async () => {
  ensurePrismaClient();
  if (process.env.VERCEL_ENV === "production") await bringUpToDate();
  await build(async (args) => {
    const code = await runProgram(args, buildEnvironment());
    if (code !== 0) throw new Failure("The build failed.");
  });
});
