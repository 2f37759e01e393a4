// npm run preview: like npm run dev, but with a production build; with -- --strict, from the files of the container and
// as close to production as possible; with -- --image, in a container of that image; with -- --vercel, from Vercel's own build
// output and as Vercel runs it.
import { parseArgs } from "node:util";
import { Failure, messageOf, runScript } from "./failure";
import { imagePreview, PREVIEW, STRICT_PREVIEW, vercelPreview, type Mode } from "./supervisor/modes";
import { supervise } from "./supervisor/supervise";

/** @throws Failure if the text is not a number of this size */
function whole(name: string, text: string, min: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < min || number > 100)
    throw new Failure(`--${name} must be a number from ${min} to 100.`);
  return number;
}

const EMULATOR_OPTIONS = ["instances", "cold-every", "freeze", "hops"] as const;

function readArguments() {
  try {
    return parseArgs({
      options: {
        strict: { type: "boolean" },
        image: { type: "string" },
        engine: { type: "string" },
        vercel: { type: "boolean" },
        instances: { type: "string" },
        "cold-every": { type: "string" },
        freeze: { type: "boolean" },
        hops: { type: "string" },
        "no-build": { type: "boolean" },
        "no-history": { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new Failure(messageOf(error));
  }
}

/** @throws Failure if options do not belong together, or need a value */
function modeOf(values: ReturnType<typeof readArguments>): Mode {
  for (const name of ["image", "engine"] as const) {
    if (values[name] === "") throw new Failure(`--${name} needs a value.`);
  }
  if ([values.strict, values.image, values.vercel].filter(Boolean).length > 1)
    throw new Failure("Choose --strict, --image or --vercel, which are all as strict.");
  if (values.vercel) {
    return vercelPreview({
      instances: whole("instances", values.instances ?? "1", 1),
      coldEvery: whole("cold-every", values["cold-every"] ?? "0", 0),
      freeze: values.freeze ?? false,
      hops: whole("hops", values.hops ?? "1", 1),
    });
  }
  const misplaced = EMULATOR_OPTIONS.filter((name) => values[name] !== undefined).map((name) => `--${name}`);
  if (misplaced.length > 0) throw new Failure(`Only with --vercel: ${misplaced.join(", ")}.`);
  if (values.image) return imagePreview({ image: values.image, engine: values.engine ?? "docker" });
  if (values.engine) throw new Failure("Only with --image: --engine.");
  return values.strict ? STRICT_PREVIEW : PREVIEW;
}

await runScript(() => {
  const values = readArguments();
  return supervise(modeOf(values), {
    reuseBuild: values["no-build"] ?? process.env.GATEHOUSE_NO_BUILD === "1",
    history: !values["no-history"],
  });
});
process.exit();
