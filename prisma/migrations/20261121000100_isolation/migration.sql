-- Two roles that transactions enter, so that row-level security holds whoever connects: the tenant role sees
-- the rows of one organization, the system role those of all. Roles belong to the cluster, so they may exist.
DO $$
DECLARE
  role_name text;
  entered boolean;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['gatehouse_tenant', 'gatehouse_system'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- another database of the cluster was migrated at the same time
    END;
    -- Before 16 a membership could not be had without inheriting its rights.
    IF current_setting('server_version_num')::int >= 160000 THEN
      EXECUTE format('SELECT pg_has_role(current_user, %L, ''SET'')', role_name) INTO entered;
      IF NOT entered THEN
        EXECUTE format('GRANT %I TO CURRENT_USER WITH INHERIT FALSE, SET TRUE', role_name);
      END IF;
    ELSIF NOT pg_has_role(current_user, role_name, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', role_name);
    END IF;
  END LOOP;
END
$$;

GRANT USAGE ON SCHEMA public TO gatehouse_tenant, gatehouse_system;

GRANT SELECT, INSERT, UPDATE, DELETE ON
  "users", "password_credentials", "sign_ups", "password_resets", "sessions", "sign_in_throttles",
  "organizations", "memberships", "outbox_mails", "job_leases", "job_runs"
  TO gatehouse_system;
GRANT SELECT, INSERT ON "audit_log" TO gatehouse_system;

-- Nothing here on sessions, tokens or password hashes.
GRANT SELECT ON "organizations", "memberships", "users" TO gatehouse_tenant;
GRANT INSERT ON "audit_log" TO gatehouse_tenant;

-- The organization a transaction is bound to; after the transaction the setting reads as ''.
CREATE FUNCTION current_organization_id() RETURNS uuid LANGUAGE sql STABLE
  RETURN nullif(current_setting('app.organization_id', true), '')::uuid;

ALTER TABLE "organizations" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organizations" FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON "organizations" TO gatehouse_system USING (true) WITH CHECK (true);
CREATE POLICY tenant_own ON "organizations" TO gatehouse_tenant
  USING ("id" = current_organization_id()) WITH CHECK ("id" = current_organization_id());

ALTER TABLE "memberships" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "memberships" FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON "memberships" TO gatehouse_system USING (true) WITH CHECK (true);
CREATE POLICY tenant_own ON "memberships" TO gatehouse_tenant
  USING ("organization_id" = current_organization_id()) WITH CHECK ("organization_id" = current_organization_id());

ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "audit_log" FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON "audit_log" TO gatehouse_system USING (true) WITH CHECK (true);
CREATE POLICY tenant_own ON "audit_log" TO gatehouse_tenant
  USING ("organization_id" = current_organization_id()) WITH CHECK ("organization_id" = current_organization_id());

-- A person has no organization column: seen from an organization, only its members exist.
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON "users" TO gatehouse_system USING (true) WITH CHECK (true);
CREATE POLICY tenant_members ON "users" FOR SELECT TO gatehouse_tenant
  USING (EXISTS (
    SELECT 1 FROM "memberships" m
     WHERE m."user_id" = "users"."id" AND m."organization_id" = current_organization_id()));

-- The session check: one statement outside a transaction, so these views carry the system role's sight.
GRANT CREATE ON SCHEMA public TO gatehouse_system;
SET LOCAL ROLE gatehouse_system;
CREATE VIEW "live_sessions" AS
  SELECT s."id", s."user_id", s."token_hash", s."created_at", s."last_seen_at", s."expires_at",
         u."email", u."name", u."is_system_admin"
    FROM "sessions" s
    JOIN "users" u ON u."id" = s."user_id"
   WHERE s."ended_at" IS NULL AND s."expires_at" > now() AND u."suspended_at" IS NULL;
CREATE VIEW "membership_contexts" AS
  SELECT m."user_id", m."organization_id", m."role", o."slug", o."name" AS "organization_name",
         o."suspended_at" IS NOT NULL AS "suspended"
    FROM "memberships" m
    JOIN "organizations" o ON o."id" = m."organization_id";
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM gatehouse_system;
SET LOCAL ROLE gatehouse_system;
DO $$
BEGIN
  EXECUTE format('GRANT SELECT ON "live_sessions", "membership_contexts" TO %I', session_user);
END
$$;
RESET ROLE;

-- The audit log only grows, for every role.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON "audit_log"
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON "audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
ALTER TABLE "audit_log" ENABLE ALWAYS TRIGGER audit_log_append_only;
ALTER TABLE "audit_log" ENABLE ALWAYS TRIGGER audit_log_no_truncate;
