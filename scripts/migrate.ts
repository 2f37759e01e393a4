// npm run migrate: brings the configured database up to date.
import { runScript } from "./failure";
import { bringUpToDate } from "./schema/bring-up-to-date";

await runScript(bringUpToDate);
