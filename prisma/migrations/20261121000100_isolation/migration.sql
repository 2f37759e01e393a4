-- What migrations create is nobody else's to call, until it is granted.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON ROUTINES FROM PUBLIC;

-- Transactions enter one of two roles, so that row-level security holds whoever connects: the tenant role sees the rows
-- of one organization, the system role those of all. Roles belong to the cluster, where other installations may be:
-- the names are this database's own, and only its functions know them.
DO $$
DECLARE
  suffix text := left(replace(gen_random_uuid()::text, '-', ''), 12);
  is_superuser boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);
  kind text;
  role_name text;
BEGIN
  FOREACH kind IN ARRAY ARRAY['tenant', 'system'] LOOP
    role_name := format('gatehouse_%s_%s', kind, suffix);
    EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
    -- Before 16 a membership could not be had without inheriting its rights.
    IF NOT is_superuser THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', role_name)
        || CASE WHEN current_setting('server_version_num')::int >= 160000 THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;
    END IF;
    EXECUTE format('CREATE FUNCTION %I() RETURNS text LANGUAGE sql IMMUTABLE RETURN %L', kind || '_role', role_name);
  END LOOP;
END
$$;

-- How migrations name the two: {tenant} and {system} in the statements stand for them.
CREATE PROCEDURE for_roles(statements text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE replace(replace(statements, '{tenant}', quote_ident(tenant_role())), '{system}', quote_ident(system_role()));
END
$$;

-- The organization a transaction is bound to; after the transaction the setting reads as ''.
CREATE FUNCTION current_organization_id() RETURNS uuid LANGUAGE sql STABLE
  RETURN nullif(current_setting('app.organization_id', true), '')::uuid;

CALL for_roles($$
  GRANT USAGE ON SCHEMA public TO {tenant}, {system};
  -- The policies call the one. The other is how an organization's transaction gets to its mails.
  GRANT EXECUTE ON FUNCTION current_organization_id() TO {tenant};
  GRANT EXECUTE ON FUNCTION system_role() TO {tenant}, {system};

  GRANT SELECT, INSERT, UPDATE, DELETE ON
    "users", "password_credentials", "sign_ups", "password_resets", "sessions", "sign_in_throttles",
    "organizations", "memberships", "outbox_mails", "job_leases", "job_runs"
    TO {system};
  GRANT SELECT, INSERT ON "audit_log" TO {system};

  -- Nothing here on sessions, tokens or password hashes.
  GRANT SELECT ON "organizations", "memberships", "users" TO {tenant};
  GRANT INSERT ON "audit_log" TO {tenant};

  ALTER TABLE "organizations" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "organizations" FORCE ROW LEVEL SECURITY;
  CREATE POLICY system_all ON "organizations" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_own ON "organizations" TO {tenant}
    USING ("id" = current_organization_id()) WITH CHECK ("id" = current_organization_id());

  ALTER TABLE "memberships" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "memberships" FORCE ROW LEVEL SECURITY;
  CREATE POLICY system_all ON "memberships" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_own ON "memberships" TO {tenant}
    USING ("organization_id" = current_organization_id()) WITH CHECK ("organization_id" = current_organization_id());

  ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "audit_log" FORCE ROW LEVEL SECURITY;
  CREATE POLICY system_all ON "audit_log" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_own ON "audit_log" TO {tenant}
    USING ("organization_id" = current_organization_id()) WITH CHECK ("organization_id" = current_organization_id());

  -- A person has no organization column: seen from an organization, only its members exist.
  ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "users" FORCE ROW LEVEL SECURITY;
  CREATE POLICY system_all ON "users" TO {system} USING (true) WITH CHECK (true);
  CREATE POLICY tenant_members ON "users" FOR SELECT TO {tenant}
    USING (EXISTS (
      SELECT 1 FROM "memberships" m
       WHERE m."user_id" = "users"."id" AND m."organization_id" = current_organization_id()));
$$);

-- The session check: one statement outside a transaction, so these views carry the system role's sight.
CALL for_roles('GRANT CREATE ON SCHEMA public TO {system}');
SELECT set_config('role', system_role(), true);
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
GRANT SELECT ON "live_sessions", "membership_contexts" TO SESSION_USER;
RESET ROLE;
CALL for_roles('REVOKE CREATE ON SCHEMA public FROM {system}');

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
