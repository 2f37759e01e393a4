// npm run dev: the app with its own database, mail server and seeded users, from a fresh clone, in one command.
import { runScript } from "./failure";
import { DEV } from "./supervisor/modes";
import { supervise } from "./supervisor/supervise";

await runScript(() => supervise(DEV, { reuseBuild: false, history: true }));
process.exit();
