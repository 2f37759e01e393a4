-- CreateIndex
CREATE INDEX "users_created_at_idx" ON "users"("created_at");

-- CreateIndex
CREATE INDEX "organizations_created_at_idx" ON "organizations"("created_at");

-- Where there are system admins, one stays who can sign in, whoever changes what at the same time: changes that take
-- one away wait for one another, and the last is refused.
CREATE FUNCTION keep_a_system_admin() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('gatehouse: system admins', 0));
  IF NOT EXISTS (SELECT 1 FROM "users" WHERE "is_system_admin" AND "suspended_at" IS NULL) THEN
    RAISE EXCEPTION 'a system admin has to stay' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'users_keep_a_system_admin';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER users_keep_a_system_admin AFTER UPDATE OF "is_system_admin", "suspended_at" ON "users"
  FOR EACH ROW WHEN (OLD."is_system_admin" AND OLD."suspended_at" IS NULL AND (NOT NEW."is_system_admin" OR NEW."suspended_at" IS NOT NULL))
  EXECUTE FUNCTION keep_a_system_admin();
CREATE TRIGGER users_keep_a_system_admin_deleted AFTER DELETE ON "users"
  FOR EACH ROW WHEN (OLD."is_system_admin" AND OLD."suspended_at" IS NULL)
  EXECUTE FUNCTION keep_a_system_admin();
ALTER TABLE "users" ENABLE ALWAYS TRIGGER users_keep_a_system_admin;
ALTER TABLE "users" ENABLE ALWAYS TRIGGER users_keep_a_system_admin_deleted;
