-- AlterTable
ALTER TABLE "invitations" ADD COLUMN     "from_console" BOOLEAN NOT NULL DEFAULT false;

-- Seen from an organization, a person is also whether they can sign in, and whether they look after the system.
CALL for_roles($$
  GRANT SELECT ("suspended_at", "is_system_admin") ON "users" TO {tenant};
  GRANT SELECT ("from_console"), INSERT ("from_console"), UPDATE ("from_console") ON "invitations" TO {tenant};
$$);

-- Whether an organization has an admin who can act, which a suspended one cannot; without counting one person, if given.
-- As the tenant role, of the organization that the transaction is bound to.
CREATE FUNCTION has_acting_admin(organization uuid, except_user uuid DEFAULT NULL) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM "memberships" m JOIN "users" u ON u."id" = m."user_id"
     WHERE m."organization_id" = organization AND m."user_id" IS DISTINCT FROM except_user
       AND m."role" = 'org_admin' AND u."suspended_at" IS NULL)
$$;

-- Suspending is the system's decision and is not held up by this. What members do must leave their organization an admin
-- who can act.
CREATE OR REPLACE FUNCTION keep_an_admin() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM "organizations" WHERE "id" = OLD."organization_id" FOR UPDATE;
  IF FOUND AND NOT has_acting_admin(OLD."organization_id") THEN
    RAISE EXCEPTION 'an organization keeps an admin' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'memberships_keep_an_admin';
  END IF;
  RETURN NULL;
END
$$;

-- An open invitation ends when its inviter could not make it any more, whoever takes the right away. Accepting asks again,
-- under locks; this is so that lists tell the truth at once, and that it stays ended when the right comes back.
CREATE FUNCTION end_invitations_of_admin() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE "invitations" SET "revoked_at" = now(), "open_email" = NULL
   WHERE "organization_id" = OLD."organization_id" AND "invited_by_id" = OLD."user_id" AND NOT "from_console"
     AND "accepted_at" IS NULL AND "revoked_at" IS NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER memberships_end_invitations_demoted AFTER UPDATE OF "role" ON "memberships"
  FOR EACH ROW WHEN (OLD."role" = 'org_admin' AND NEW."role" <> 'org_admin') EXECUTE FUNCTION end_invitations_of_admin();
CREATE TRIGGER memberships_end_invitations_gone AFTER DELETE ON "memberships"
  FOR EACH ROW WHEN (OLD."role" = 'org_admin') EXECUTE FUNCTION end_invitations_of_admin();

CREATE FUNCTION end_invitations_of_person() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE "invitations" SET "revoked_at" = now(), "open_email" = NULL
   WHERE "invited_by_id" = OLD."id" AND ("from_console" OR TG_ARGV[0] = 'all')
     AND "accepted_at" IS NULL AND "revoked_at" IS NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER users_end_invitations_suspended AFTER UPDATE OF "suspended_at" ON "users"
  FOR EACH ROW WHEN (OLD."suspended_at" IS NULL AND NEW."suspended_at" IS NOT NULL) EXECUTE FUNCTION end_invitations_of_person('all');
CREATE TRIGGER users_end_invitations_deleted AFTER DELETE ON "users"
  FOR EACH ROW EXECUTE FUNCTION end_invitations_of_person('all');
CREATE TRIGGER users_end_invitations_demoted AFTER UPDATE OF "is_system_admin" ON "users"
  FOR EACH ROW WHEN (OLD."is_system_admin" AND NOT NEW."is_system_admin") EXECUTE FUNCTION end_invitations_of_person('console');

-- The console invites admins for organizations that have none who can act: with the first one who joins, or is made one by
-- a member, the others' links end.
CREATE FUNCTION end_console_invitations() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE "invitations" SET "revoked_at" = now(), "open_email" = NULL
   WHERE "organization_id" = NEW."organization_id" AND "from_console" AND "accepted_at" IS NULL AND "revoked_at" IS NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER memberships_end_console_invitations AFTER INSERT OR UPDATE OF "role" ON "memberships"
  FOR EACH ROW WHEN (NEW."role" = 'org_admin') EXECUTE FUNCTION end_console_invitations();

-- Whether the inviter could make this invitation now. The console invites where there is no admin who can act.
CREATE FUNCTION is_by_right(invitation "invitations") RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM "users" inviter
     WHERE inviter."id" = invitation."invited_by_id" AND inviter."suspended_at" IS NULL
       AND CASE WHEN invitation."from_console" THEN inviter."is_system_admin" AND NOT has_acting_admin(invitation."organization_id")
                ELSE EXISTS (SELECT 1 FROM "memberships" own
                              WHERE own."organization_id" = invitation."organization_id" AND own."user_id" = inviter."id"
                                AND own."role" = 'org_admin') END)
$$;

CALL for_roles($$
  GRANT EXECUTE ON FUNCTION has_acting_admin(uuid, uuid) TO {tenant}, {system};
  GRANT EXECUTE ON FUNCTION is_by_right("invitations") TO {system};
$$);
