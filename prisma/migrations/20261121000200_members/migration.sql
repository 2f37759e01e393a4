CALL for_roles($$
  -- Seen from an organization, a person is an id, an address and a name.
  REVOKE SELECT ON "users" FROM {tenant};
  GRANT SELECT ("id", "email", "name") ON "users" TO {tenant};

  -- Members are changed and removed from within their organization. The second right is the lock that this takes.
  GRANT UPDATE ("role"), DELETE ON "memberships" TO {tenant};
  GRANT UPDATE ("updated_at") ON "organizations" TO {tenant};
$$);

-- An organization that has members has an admin, whoever changes what at the same time: changes that take an admin
-- away wait for one another, and the last one is refused. When the organization itself goes, its members may.
CREATE FUNCTION keep_an_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "organizations" WHERE "id" = OLD."organization_id" FOR UPDATE;
  IF FOUND AND NOT EXISTS (
    SELECT 1 FROM "memberships" WHERE "organization_id" = OLD."organization_id" AND "role" = 'org_admin'
  ) THEN
    RAISE EXCEPTION 'an organization keeps an admin' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'memberships_keep_an_admin';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER memberships_keep_an_admin AFTER UPDATE OF "role", "organization_id" OR DELETE ON "memberships"
  FOR EACH ROW WHEN (OLD."role" = 'org_admin') EXECUTE FUNCTION keep_an_admin();
ALTER TABLE "memberships" ENABLE ALWAYS TRIGGER memberships_keep_an_admin;
