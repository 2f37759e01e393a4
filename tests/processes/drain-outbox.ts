// Sends due mail in a separate process, for tests that kill it midway.
import { drainOutbox } from "@/lib/email/drain-outbox";

process.stdout.write("draining\n");
const delivered = await drainOutbox(new Date(Date.now() + 60_000));
process.stdout.write(`delivered ${delivered}\n`);
process.exit(0);
