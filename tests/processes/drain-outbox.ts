// A process of its own that sends due mail, for tests that kill it in the middle.
import { drainOutbox } from "@/lib/email/drain-outbox";

process.stdout.write("draining\n");
const delivered = await drainOutbox(new Date(Date.now() + 60_000));
process.stdout.write(`delivered ${delivered}\n`);
process.exit(0);
