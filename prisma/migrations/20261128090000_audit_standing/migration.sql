-- The standing of the person an entry names, as of its writing. NULL: not recorded.
CREATE FUNCTION current_actor_standing() RETURNS text LANGUAGE sql STABLE
  RETURN nullif(current_setting('app.actor_standing', true), '');

ALTER TABLE "audit_log"
  ADD COLUMN "actor_standing" TEXT,
  ADD COLUMN "is_routine" BOOLEAN NOT NULL DEFAULT false;

-- Fills in what older entries imply. The log is append-only and its row-level security binds the owner: both are lifted for this
-- statement. The role of a member was not recorded, except by what began or ended the membership. Entries with a reason that a
-- later constraint refuses are left alone.
ALTER TABLE "audit_log" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "audit_log" DISABLE TRIGGER audit_log_append_only;
UPDATE "audit_log" SET
  "is_routine" = split_part("action", '.', 1) NOT IN ('admin', 'audit', 'auth', 'invitations', 'memberships', 'password', 'users'),
  "actor_standing" = CASE
    WHEN "actor_kind" = 'system' THEN 'system'
    WHEN "reason" IS NOT NULL THEN 'sys_admin'
    WHEN "outcome" = 'ok' AND "action" = 'memberships.leave' THEN "before"->>'role'
    WHEN "outcome" = 'ok' AND "action" = 'invitations.accept' AND "actor_kind" = 'anonymous' THEN coalesce("after"->>'role', 'public')
    WHEN "outcome" = 'ok' AND "action" IN ('auth.verify-email', 'organizations.create') AND "actor_kind" <> 'member' THEN 'org_admin'
    WHEN "outcome" = 'ok' AND "action" = 'auth.sign-in' THEN 'user'
    WHEN "actor_kind" = 'anonymous' THEN 'public'
    WHEN "actor_kind" = 'user' THEN 'user'
  END
 WHERE "reason" IS NULL OR length("reason") BETWEEN 3 AND 300;
ALTER TABLE "audit_log" ENABLE ALWAYS TRIGGER audit_log_append_only;
ALTER TABLE "audit_log" FORCE ROW LEVEL SECURITY;

ALTER TABLE "audit_log"
  ALTER COLUMN "actor_standing" SET DEFAULT current_actor_standing(),
  ADD CONSTRAINT "audit_log_actor" CHECK (CASE "actor_kind"
    WHEN 'anonymous' THEN "actor_standing" IN ('public', 'user', 'readonly', 'member', 'org_admin')
    WHEN 'user' THEN "actor_standing" IN ('user', 'readonly', 'member', 'org_admin', 'sys_admin')
    WHEN 'member' THEN "actor_standing" IN ('readonly', 'member', 'org_admin')
    WHEN 'system' THEN "actor_standing" = 'system'
    ELSE false
  END);

-- An organization's transaction cannot choose the standing, like the rest of who acted.
CALL for_roles($$
  GRANT EXECUTE ON FUNCTION current_actor_standing() TO {tenant}, {system};
  GRANT INSERT ("is_routine") ON "audit_log" TO {tenant};
$$);
