-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "prefix" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_token_hash_key" ON "api_keys"("token_hash");

-- CreateIndex
CREATE INDEX "api_keys_organization_id_user_id_id_idx" ON "api_keys"("organization_id", "user_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_organization_id_id_key" ON "api_keys"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The keys of a user who leaves the organization end with the membership. An organization's key has no user, so the foreign key
-- does not apply to it.
-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "memberships"("organization_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A revoked key stays revoked, for every role.
CREATE FUNCTION keep_api_key_revoked() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a revoked API key stays revoked' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'api_keys_stay_revoked';
END
$$;
CREATE TRIGGER api_keys_stay_revoked BEFORE UPDATE ON "api_keys"
  FOR EACH ROW WHEN (OLD."revoked_at" IS NOT NULL AND NEW."revoked_at" IS DISTINCT FROM OLD."revoked_at")
  EXECUTE FUNCTION keep_api_key_revoked();
ALTER TABLE "api_keys" ENABLE ALWAYS TRIGGER api_keys_stay_revoked;

-- An organization's transaction creates and revokes keys, and never sees a hash.
CALL for_roles($$
  GRANT SELECT, INSERT, UPDATE, DELETE ON "api_keys" TO {system};
  ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "api_keys" FORCE ROW LEVEL SECURITY;
  CREATE POLICY system_all ON "api_keys" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_own ON "api_keys" TO {tenant}
    USING ("organization_id" = current_organization_id()) WITH CHECK ("organization_id" = current_organization_id());
  GRANT SELECT ("id", "organization_id", "user_id", "name", "role", "prefix", "created_at", "expires_at", "last_used_at", "revoked_at"),
        INSERT ("id", "organization_id", "user_id", "name", "role", "prefix", "token_hash", "expires_at"),
        UPDATE ("revoked_at") ON "api_keys" TO {tenant};
$$);

CALL for_roles('GRANT CREATE ON SCHEMA public TO {system}');
SELECT set_config('role', system_role(), true);
-- The check of a key: one statement outside a transaction. A user's key has at most the role of the membership at this moment;
-- LEAST ignores the membership that an organization's key does not have.
CREATE VIEW "live_api_keys" AS
  SELECT k."id", k."organization_id", k."user_id", k."name", k."prefix", k."token_hash", k."last_used_at",
         least(k."role", m."role") AS "role", o."slug", o."name" AS "organization_name",
         o."suspended_at" IS NOT NULL AS "suspended", u."email", u."name" AS "user_name", u."is_system_admin"
    FROM "api_keys" k
    JOIN "organizations" o ON o."id" = k."organization_id"
    LEFT JOIN "memberships" m ON m."organization_id" = k."organization_id" AND m."user_id" = k."user_id"
    LEFT JOIN "users" u ON u."id" = m."user_id"
   WHERE k."revoked_at" IS NULL AND (k."expires_at" IS NULL OR k."expires_at" > now())
     AND (k."user_id" IS NULL OR (u."id" IS NOT NULL AND u."suspended_at" IS NULL));
CREATE OR REPLACE VIEW "live_credentials" AS
  SELECT 'session'::text AS "kind", "id", "user_id", NULL::uuid AS "organization_id", NULL::"role" AS "role" FROM "live_sessions"
  UNION ALL
  SELECT 'key'::text, "id", "user_id", "organization_id", "role" FROM "live_api_keys";
GRANT SELECT ON "live_api_keys" TO SESSION_USER;
RESET ROLE;
CALL for_roles('REVOKE CREATE ON SCHEMA public FROM {system}');
