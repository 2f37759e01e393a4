-- Whether a session is still valid, for the check of the actor inside a write. An organization's transaction cannot read
-- sessions, so the function reads them with the rights of the system role and returns nothing but the answer.
CREATE FUNCTION is_live_session(session_id uuid, owner_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM "live_sessions" WHERE "id" = session_id AND "user_id" = owner_id)
$$;
REVOKE ALL ON FUNCTION is_live_session(uuid, uuid) FROM PUBLIC;
CALL for_roles($$
  GRANT EXECUTE ON FUNCTION is_live_session(uuid, uuid) TO {tenant}, {system};
  GRANT CREATE ON SCHEMA public TO {system};
  ALTER FUNCTION is_live_session(uuid, uuid) OWNER TO {system};
  REVOKE CREATE ON SCHEMA public FROM {system};
$$);
