// npm run preview: like npm run dev, but with a production build; with -- --strict, from the files of the container and
// as close to production as possible; with -- --vercel, from Vercel's own build output and as Vercel runs it.
import { parseArgs } from "node:util";
import { Failure, runScript } from "./failure";
import { PREVIEW, STRICT_PREVIEW, VERCEL_PREVIEW } from "./supervisor/modes";
import { supervise } from "./supervisor/supervise";

/** @throws Failure if the text is not a number of this size */
function whole(name: string, text: string, min: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < min || number > 100)
    throw new Failure(`--${name} must be a number from ${min} to 100.`);
  return number;
}

await runScript(() => {
  const { values } = parseArgs({
    options: {
      strict: { type: "boolean" },
      vercel: { type: "boolean" },
      instances: { type: "string", default: "1" },
      "cold-every": { type: "string", default: "0" },
      freeze: { type: "boolean", default: false },
      hops: { type: "string", default: "1" },
      "no-build": { type: "boolean" },
      "no-history": { type: "boolean" },
    },
  });
  const platform = {
    instances: whole("instances", values.instances, 1),
    coldEvery: whole("cold-every", values["cold-every"], 0),
    freeze: values.freeze,
    hops: whole("hops", values.hops, 1),
  };
  const options = {
    reuseBuild: values["no-build"] ?? process.env.GATEHOUSE_NO_BUILD === "1",
    history: !values["no-history"],
  };
  if (values.vercel) return supervise(VERCEL_PREVIEW, { ...options, platform });
  return supervise(values.strict ? STRICT_PREVIEW : PREVIEW, options);
});
process.exit();
