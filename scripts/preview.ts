// npm run preview: like npm run dev, but with a production build; with -- --strict, as close to production as possible.
import { parseArgs } from "node:util";
import { runScript } from "./failure";
import { PREVIEW, STRICT_PREVIEW } from "./supervisor/modes";
import { supervise } from "./supervisor/supervise";

await runScript(() => {
  const { values } = parseArgs({
    options: { strict: { type: "boolean" }, "no-build": { type: "boolean" }, "no-history": { type: "boolean" } },
  });
  const reuseBuild = values["no-build"] ?? process.env.GATEHOUSE_NO_BUILD === "1";
  return supervise(values.strict ? STRICT_PREVIEW : PREVIEW, { reuseBuild, history: !values["no-history"] });
});
process.exit();
