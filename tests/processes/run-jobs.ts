// Runs the scheduled jobs once in a separate process, for tests of two concurrent runs.
import { randomUUID } from "node:crypto";
import { runJobs } from "@/lib/jobs/run-jobs";

process.stdout.write(`${JSON.stringify(await runJobs(randomUUID()))}\n`);
process.exit(0);
