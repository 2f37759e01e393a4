import { runJobs } from "@/lib/jobs/run-jobs";
import { cronRoute } from "@/lib/web/entrances/api/cron-route";
import { methods } from "@/lib/web/adapters/route";

export const maxDuration = 60;

const run = cronRoute(runJobs);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: run, POST: run }, { head: false });
