-- CreateTable
CREATE TABLE "token_families" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "membership_id" UUID,
    "ip_address" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "token_families_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refresh_tokens" (
    "token_hash" BYTEA NOT NULL,
    "family_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "refresh_tokens_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE INDEX "token_families_user_id_expires_at_idx" ON "token_families"("user_id", "expires_at");

-- CreateIndex
CREATE INDEX "token_families_membership_id_idx" ON "token_families"("membership_id");

-- CreateIndex
CREATE INDEX "token_families_expires_at_idx" ON "token_families"("expires_at");

-- CreateIndex
CREATE INDEX "token_families_ended_at_idx" ON "token_families"("ended_at");

-- CreateIndex
CREATE INDEX "refresh_tokens_family_id_idx" ON "refresh_tokens"("family_id");

-- CreateIndex
CREATE INDEX "refresh_tokens_expires_at_idx" ON "refresh_tokens"("expires_at");

-- AddForeignKey
ALTER TABLE "token_families" ADD CONSTRAINT "token_families_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_families" ADD CONSTRAINT "token_families_membership_id_fkey" FOREIGN KEY ("membership_id") REFERENCES "memberships"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_family_id_fkey" FOREIGN KEY ("family_id") REFERENCES "token_families"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A family never outlives 30 days, and neither do its tokens. In hours, because a day of an interval may have 23 or 25 of them
-- in the time zone of the session.
ALTER TABLE "token_families" ADD CONSTRAINT "token_families_end_after_30_days"
  CHECK ("expires_at" <= "created_at" + interval '720 hours');

CALL for_roles('GRANT SELECT, INSERT, UPDATE, DELETE ON "token_families", "refresh_tokens" TO {system}');

-- The check of an access token, like "live_sessions": one statement outside a transaction. A family of a membership shows that
-- membership, with the role and the organization as they are now.
CALL for_roles('GRANT CREATE ON SCHEMA public TO {system}');
SELECT set_config('role', system_role(), true);
CREATE VIEW "live_token_families" AS
  SELECT f."id", f."user_id", f."created_at", f."expires_at", u."email", u."name", u."is_system_admin",
         f."membership_id", m."organization_id", m."role", m."last_seen_at",
         o."slug", o."name" AS "organization_name", o."suspended_at" IS NOT NULL AS "suspended"
    FROM "token_families" f
    JOIN "users" u ON u."id" = f."user_id"
    LEFT JOIN "memberships" m ON m."id" = f."membership_id" AND m."user_id" = f."user_id"
    LEFT JOIN "organizations" o ON o."id" = m."organization_id"
   WHERE f."ended_at" IS NULL AND f."expires_at" > now() AND u."suspended_at" IS NULL
     AND (f."membership_id" IS NULL OR m."id" IS NOT NULL);
GRANT SELECT ON "live_token_families" TO SESSION_USER;
-- A token acts in the organization of its family only, with the role of the membership.
CREATE OR REPLACE VIEW "live_credentials" AS
  SELECT 'session'::text AS "kind", "id", "user_id", NULL::uuid AS "organization_id", NULL::"role" AS "role" FROM "live_sessions"
  UNION ALL
  SELECT 'key'::text, "id", "user_id", "organization_id", "role" FROM "live_api_keys"
  UNION ALL
  SELECT 'token'::text, "id", "user_id", "organization_id", NULL FROM "live_token_families";
RESET ROLE;
CALL for_roles('REVOKE CREATE ON SCHEMA public FROM {system}');
