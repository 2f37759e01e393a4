-- Who acts in a transaction, as it was told when it opened; afterwards the settings read as ''.
CREATE FUNCTION current_actor_kind() RETURNS text LANGUAGE sql STABLE
  RETURN nullif(current_setting('app.actor_kind', true), '');
CREATE FUNCTION current_user_id() RETURNS uuid LANGUAGE sql STABLE
  RETURN nullif(current_setting('app.user_id', true), '')::uuid;
CREATE FUNCTION current_session_id() RETURNS uuid LANGUAGE sql STABLE
  RETURN nullif(current_setting('app.session_id', true), '')::uuid;

-- An organization's transaction cannot choose who did what and when: it has no right to write these columns.
ALTER TABLE "audit_log"
  ALTER COLUMN "created_at" SET DEFAULT clock_timestamp(),
  ALTER COLUMN "actor_kind" SET DEFAULT current_actor_kind(),
  ALTER COLUMN "user_id" SET DEFAULT current_user_id(),
  ALTER COLUMN "session_id" SET DEFAULT current_session_id(),
  ALTER COLUMN "session_user_id" SET DEFAULT current_user_id();

ALTER TABLE "invitations" ALTER COLUMN "created_at" SET DEFAULT clock_timestamp();

CALL for_roles($$
  GRANT EXECUTE ON FUNCTION current_actor_kind(), current_user_id(), current_session_id() TO {tenant}, {system};
  REVOKE INSERT ON "audit_log" FROM {tenant};
  GRANT INSERT ("id", "organization_id", "request_id", "action", "outcome", "entity_type", "entity_id", "ip_address", "user_agent",
    "reason", "before", "after") ON "audit_log" TO {tenant};

  -- Nor when an invitation was made, or that it was accepted.
  REVOKE INSERT ON "invitations" FROM {tenant};
  GRANT INSERT ("id", "organization_id", "email", "open_email", "name", "role", "token_hash", "invited_by_id", "sent_at", "expires_at")
    ON "invitations" TO {tenant};
$$);
