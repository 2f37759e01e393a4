-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "proved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Sessions that exist have proved nothing since they began.
UPDATE "sessions" SET "proved_at" = "created_at";

-- The session check reads when the person last proved who they are, in the same statement.
CALL for_roles('GRANT CREATE ON SCHEMA public TO {system}');
SELECT set_config('role', system_role(), true);
CREATE OR REPLACE VIEW "live_sessions" AS
  SELECT s."id", s."user_id", s."token_hash", s."created_at", s."last_seen_at", s."expires_at",
         u."email", u."name", u."is_system_admin", s."proved_at"
    FROM "sessions" s
    JOIN "users" u ON u."id" = s."user_id"
   WHERE s."ended_at" IS NULL AND s."expires_at" > now() AND u."suspended_at" IS NULL;
RESET ROLE;
CALL for_roles('REVOKE CREATE ON SCHEMA public FROM {system}');
