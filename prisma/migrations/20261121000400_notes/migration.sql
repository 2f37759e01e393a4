-- CreateTable
CREATE TABLE "notes" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "author_id" UUID,
    "title" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notes_organization_id_updated_at_id_idx" ON "notes"("organization_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "notes_organization_id_author_id_idx" ON "notes"("organization_id", "author_id");

-- CreateIndex
CREATE UNIQUE INDEX "notes_organization_id_id_key" ON "notes"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "notes" ADD CONSTRAINT "notes_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notes" ADD CONSTRAINT "notes_organization_id_author_id_fkey" FOREIGN KEY ("organization_id", "author_id") REFERENCES "memberships"("organization_id", "user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

CALL for_roles($$
  GRANT SELECT, INSERT, UPDATE, DELETE ON "notes" TO {system};
  ALTER TABLE "notes" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "notes" FORCE ROW LEVEL SECURITY;
  CREATE POLICY system_all ON "notes" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_own ON "notes" TO {tenant}
    USING ("organization_id" = current_organization_id()) WITH CHECK ("organization_id" = current_organization_id());
  GRANT SELECT, INSERT, UPDATE ("title", "content", "updated_at", "author_id"), DELETE ON "notes" TO {tenant};
$$);

-- Who leaves an organization leaves their notes there, as nobody's.
CREATE FUNCTION release_notes() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE "notes" SET "author_id" = NULL WHERE "organization_id" = OLD."organization_id" AND "author_id" = OLD."user_id";
  RETURN OLD;
END
$$;
CREATE TRIGGER memberships_release_notes BEFORE DELETE ON "memberships" FOR EACH ROW EXECUTE FUNCTION release_notes();
ALTER TABLE "memberships" ENABLE ALWAYS TRIGGER memberships_release_notes;
