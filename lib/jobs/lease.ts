// Ensures one runner per job, by a lease: a row with an expiry, taken by one conditional statement. Session locks would not
// work behind connection poolers. A runner that dies blocks the next runner only until its lease expires.
import "server-only";
import { inSystemTransaction } from "@/lib/db/transaction";

export const LEASE_SECONDS = 300;

/** @returns whether `holder` now has the lease */
export async function takeLease(job: string, holder: string): Promise<boolean> {
  const taken = await inSystemTransaction(
    (db) => db.$executeRaw`
    INSERT INTO job_leases AS l (name, holder, leased_until)
    VALUES (${job}, ${holder}::uuid, now() + make_interval(secs => ${LEASE_SECONDS}::int))
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until
    WHERE l.leased_until < now()`,
  );
  return taken === 1;
}

export async function releaseLease(job: string, holder: string): Promise<void> {
  await inSystemTransaction((db) => db.jobLease.deleteMany({ where: { name: job, holder } }));
}
