// Whether the product works: up, degraded (it serves requests, but a part of it has a problem) or down. The response shows
// the state of each part; the reason is only in the log. Checks at most every few seconds, however many requests arrive.
import "server-only";
import { z } from "zod";
import { findAuditRetention } from "@/lib/access/audit-retention";
import { pendingMigrations } from "@/lib/db/migrate";
import { findOpenings } from "@/lib/db/openings";
import { readAsApp } from "@/lib/db/read-as-app";
import { inSystemTransaction } from "@/lib/db/transaction";
import { isMailStuck } from "@/lib/email/stuck-mail";
import { env } from "@/lib/env/server";
import { log } from "@/lib/observability/log";
import { logThrottled } from "@/lib/observability/log-throttled";
import { isStoreWorking } from "@/lib/rate-limit/limiter";
import { hasSeededUsers } from "@/lib/users/seeded-users";

const State = z.enum(["up", "degraded", "down"]);
type State = z.output<typeof State>;

/** The state of the product, and of each part of it. */
export const Readiness = z.strictObject({ status: State, checks: z.record(z.string(), State) });

const LOOK_EVERY_MS = 3_000;

interface Look {
  at: number;
  result: Promise<Record<string, State>>;
}

const holder = globalThis as typeof globalThis & { gatehouseReadiness?: Look };

async function look(): Promise<Record<string, State>> {
  const [database, migrations, mail, audit_log, rate_limits] = await Promise.all([
    check("database", async () => {
      // A strict instance must not run on a seeded database. The public sees only "down"; the log gives the reason.
      if ((await hasSeededUsers()) && env().strict) return refuseSeeds();
      return (await isOpen()) ? "degraded" : "up";
    }),
    check("migrations", async () => ((await pendingMigrations(readAsApp)).length === 0 ? "up" : "down")),
    check("mail", async () => ((await inSystemTransaction(isMailStuck)) ? "degraded" : "up")),
    check("audit log", async () => ((await inSystemTransaction(findAuditRetention)) === null ? reportNoRetention() : "up")),
    check("rate limits", async () => ((await isStoreWorking()) ? "up" : "degraded")),
  ]);
  return { database, migrations, mail, audit_log, rate_limits };
}

async function check(name: string, ask: () => Promise<State>): Promise<State> {
  try {
    return await ask();
  } catch (error) {
    log.warn("readiness check failed", { operation: name, error });
    return "down";
  }
}

function refuseSeeds(): State {
  log.error("the database holds seeded people with known passwords");
  return "down";
}

/** Until the next migration sets the retention again, no audit entry is ever deleted. */
function reportNoRetention(): State {
  logThrottled("no-retention", 3_600, () => log.warn("the audit log has no retention: run npm run migrate"));
  return "degraded";
}

/** Whether other roles of the cluster could read the database. The details are logged at most once an hour. */
async function isOpen(): Promise<boolean> {
  const openings = (await findOpenings(readAsApp)).filter((opening) => opening.isOpen);
  if (openings.length === 0) return false;
  logThrottled("openings", 3_600, () => {
    for (const { text } of openings) log.warn("the database is open to others", { error: new Error(text) });
  });
  return true;
}

export async function readiness(): Promise<{ status: number; body: object }> {
  const now = Date.now();
  if (!holder.gatehouseReadiness || now - holder.gatehouseReadiness.at > LOOK_EVERY_MS) {
    holder.gatehouseReadiness = { at: now, result: look() };
  }
  const checks = await holder.gatehouseReadiness.result;
  const states = Object.values(checks);
  const status: State = states.includes("down") ? "down" : states.includes("degraded") ? "degraded" : "up";
  return { status: status === "down" ? 503 : 200, body: { status, checks } };
}
