// npm run migrate: migrates the configured database. With --take-over, even one that belongs to production, because it is a
// restored copy for another environment.
import { parseArgs } from "node:util";
import { Failure, messageOf, runScript } from "./failure";
import { bringUpToDate } from "./schema/bring-up-to-date";

const USAGE = "Usage: npm run migrate [-- --take-over]";

function readArguments(): { takeOver: boolean } {
  try {
    const { values } = parseArgs({ options: { "take-over": { type: "boolean", default: false } }, strict: true });
    return { takeOver: values["take-over"] };
  } catch (error) {
    throw new Failure(`${messageOf(error)}\n${USAGE}`);
  }
}

await runScript(() => bringUpToDate(readArguments()));
