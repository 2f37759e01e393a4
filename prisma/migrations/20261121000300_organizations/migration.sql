-- AlterTable
ALTER TABLE "audit_log" ADD COLUMN     "reason" TEXT;

-- AlterTable
ALTER TABLE "memberships" ADD COLUMN     "last_seen_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "email_changes" (
    "user_id" UUID NOT NULL,
    "new_email" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_changes_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "audit_retention" (
    "id" BOOLEAN NOT NULL DEFAULT true,
    "days" INTEGER NOT NULL,

    CONSTRAINT "audit_retention_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "system_settings" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "system_settings_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "open_email" TEXT,
    "name" TEXT,
    "role" "role" NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "invited_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "email_changes_token_hash_key" ON "email_changes"("token_hash");

-- CreateIndex
CREATE INDEX "email_changes_expires_at_idx" ON "email_changes"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_organization_id_created_at_idx" ON "invitations"("organization_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "invitations_open_email_idx" ON "invitations"("open_email");

-- CreateIndex
CREATE INDEX "invitations_email_idx" ON "invitations"("email");

-- CreateIndex
CREATE INDEX "invitations_invited_by_id_idx" ON "invitations"("invited_by_id");

-- CreateIndex
CREATE INDEX "invitations_sent_at_idx" ON "invitations"("sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_organization_id_open_email_key" ON "invitations"("organization_id", "open_email");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_organization_id_id_key" ON "invitations"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "email_changes" ADD CONSTRAINT "email_changes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL for_roles($$
  GRANT SELECT, INSERT, UPDATE, DELETE ON "email_changes", "invitations", "system_settings" TO {system};
  GRANT SELECT ON "audit_retention" TO {system};
$$);

-- An open invitation's address stands in a column of its own, so that a unique index allows one of a kind.
ALTER TABLE "invitations"
  ADD CONSTRAINT "invitations_open_is_the_address" CHECK ("open_email" = "email"),
  ADD CONSTRAINT "invitations_ended_is_not_open" CHECK ("open_email" IS NULL OR ("accepted_at" IS NULL AND "revoked_at" IS NULL));
ALTER TABLE "invitations" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invitations" FORCE ROW LEVEL SECURITY;
CALL for_roles($$
  CREATE POLICY system_all ON "invitations" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_own ON "invitations" TO {tenant}
    USING ("organization_id" = current_organization_id()) WITH CHECK ("organization_id" = current_organization_id());
  -- Written from within the organization, but never read back: the token's hash.
  GRANT SELECT ("id", "organization_id", "email", "open_email", "name", "role", "invited_by_id", "created_at", "sent_at", "expires_at", "accepted_at", "revoked_at"),
    INSERT, UPDATE ("open_email", "name", "role", "token_hash", "invited_by_id", "sent_at", "expires_at", "revoked_at")
    ON "invitations" TO {tenant};

  -- Settings of an organization are changed, and it is deleted, from within.
  GRANT UPDATE ("name"), DELETE ON "organizations" TO {tenant};

  -- The log is read from within an organization; entries go only when they are older than the retention says.
  GRANT SELECT ON "audit_log" TO {tenant};
  GRANT DELETE ON "audit_log" TO {system};
$$);

ALTER TABLE "audit_retention" ADD CONSTRAINT "audit_retention_one_row" CHECK ("id"), ADD CONSTRAINT "audit_retention_days" CHECK ("days" > 0);
INSERT INTO "audit_retention" ("days") VALUES (400);
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD."created_at" < now() - make_interval(days => (SELECT "days" FROM "audit_retention")) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

-- When a member was last seen here, beside what the session check reads already.
CALL for_roles('GRANT CREATE ON SCHEMA public TO {system}');
SELECT set_config('role', system_role(), true);
CREATE OR REPLACE VIEW "membership_contexts" AS
  SELECT m."user_id", m."organization_id", m."role", o."slug", o."name" AS "organization_name",
         o."suspended_at" IS NOT NULL AS "suspended", m."last_seen_at"
    FROM "memberships" m
    JOIN "organizations" o ON o."id" = m."organization_id";
RESET ROLE;
CALL for_roles('REVOKE CREATE ON SCHEMA public FROM {system}');
