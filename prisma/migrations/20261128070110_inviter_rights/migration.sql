-- Whether an organization has an admin who can act. For the system role: it looks at people of any organization.
CREATE FUNCTION has_acting_admin(organization uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM "memberships" m JOIN "users" u ON u."id" = m."user_id"
     WHERE m."organization_id" = organization AND m."role" = 'org_admin' AND u."suspended_at" IS NULL)
$$;

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

CALL for_roles('GRANT EXECUTE ON FUNCTION has_acting_admin(uuid), is_by_right("invitations") TO {system}');
