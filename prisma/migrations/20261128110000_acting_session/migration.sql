-- Whether the session of an organization's transaction is still valid. The tenant role cannot read sessions; this view of the
-- system role shows it the one that the transaction was opened for, and nothing once that has ended.
CREATE VIEW "acting_session" AS
  SELECT "id" FROM "live_sessions" WHERE "id" = current_session_id() AND "user_id" = current_user_id();

CALL for_roles($$
  GRANT SELECT ON "acting_session" TO {tenant};
  GRANT CREATE ON SCHEMA public TO {system};
  ALTER VIEW "acting_session" OWNER TO {system};
  REVOKE CREATE ON SCHEMA public FROM {system};
$$);
