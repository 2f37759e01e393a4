-- For the console's first page. Anonymous visitors can add any number of entries to the audit log; these two indexes keep such
-- entries out of the count of active users, and count failed sign-ins without reading the rows. Their conditions are those of the
-- queries in lib/admin. Prisma does not know partial indexes.
CREATE INDEX IF NOT EXISTS "audit_log_active_users_idx" ON "audit_log" ("created_at", "user_id")
 WHERE "outcome" = 'ok' AND ("actor_kind" IN ('user', 'member') OR "actor_standing" NOT IN ('public', 'system'));
CREATE INDEX IF NOT EXISTS "audit_log_failed_sign_ins_idx" ON "audit_log" ("created_at")
 WHERE "action" = 'auth.sign-in' AND "outcome" <> 'ok';

-- CreateIndex
CREATE INDEX IF NOT EXISTS "job_runs_started_at_idx" ON "job_runs"("started_at");
