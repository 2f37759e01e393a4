-- Accounts at other providers with which users sign in, and the states of such sign-ins that have been used.
-- CreateTable
CREATE TABLE "identities" (
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "is_confirmed" BOOLEAN NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("provider","subject")
);

-- CreateTable
CREATE TABLE "used_oauth_states" (
    "id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_oauth_states_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "identities_user_id_provider_key" ON "identities"("user_id", "provider");

-- CreateIndex
CREATE INDEX "used_oauth_states_expires_at_idx" ON "used_oauth_states"("expires_at");

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "identities" ADD CONSTRAINT "identities_lengths" CHECK (length("provider") BETWEEN 1 AND 40 AND length("subject") BETWEEN 1 AND 255 AND length("email") <= 254);

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "links_by_address" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "proof_method" TEXT NOT NULL DEFAULT 'password';
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_proof_method" CHECK ("proof_method" IN ('password', 'google'));

CALL for_roles($$
  GRANT SELECT, INSERT, UPDATE, DELETE ON "identities", "used_oauth_states" TO {system};
  GRANT CREATE ON SCHEMA public TO {system};
$$);

-- The session check also reads how the user last proved their identity.
SELECT set_config('role', system_role(), true);
CREATE OR REPLACE VIEW "live_sessions" AS
  SELECT s."id", s."user_id", s."token_hash", s."created_at", s."last_seen_at", s."expires_at",
         u."email", u."name", u."is_system_admin", s."proved_at", s."proof_method"
    FROM "sessions" s
    JOIN "users" u ON u."id" = s."user_id"
   WHERE s."ended_at" IS NULL AND s."expires_at" > now() AND u."suspended_at" IS NULL;
RESET ROLE;
CALL for_roles('REVOKE CREATE ON SCHEMA public FROM {system}');
