-- AlterTable
ALTER TABLE "audit_log" ADD COLUMN     "session_id" UUID,
ADD COLUMN     "session_user_id" UUID;

-- Whom an entry is about, and whose session the request came with, are two facts. A session has its person.
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_session_has_a_person" CHECK (("session_id" IS NULL) OR ("session_user_id" IS NOT NULL));
