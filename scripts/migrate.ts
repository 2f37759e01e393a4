// npm run migrate: migrates the configured database.
import { runScript } from "./failure";
import { bringUpToDate } from "./schema/bring-up-to-date";

await runScript(bringUpToDate);
