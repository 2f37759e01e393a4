-- Beside sessions, requests come with access tokens and API keys. Which one a transaction of an organization acts with, it is
-- told when it opens; afterwards the settings read as ''.
CREATE FUNCTION current_token_family_id() RETURNS uuid LANGUAGE sql STABLE
  RETURN nullif(current_setting('app.token_family_id', true), '')::uuid;
CREATE FUNCTION current_api_key_id() RETURNS uuid LANGUAGE sql STABLE
  RETURN nullif(current_setting('app.api_key_id', true), '')::uuid;

-- AlterTable
ALTER TABLE "audit_log" ADD COLUMN     "api_key_id" UUID,
ADD COLUMN     "token_family_id" UUID;

-- An organization's transaction has no right to write these columns either.
ALTER TABLE "audit_log"
  ALTER COLUMN "api_key_id" SET DEFAULT current_api_key_id(),
  ALTER COLUMN "token_family_id" SET DEFAULT current_token_family_id();

-- An organization's key has no user. All other credentials have one.
ALTER TABLE "audit_log"
  DROP CONSTRAINT "audit_log_actor",
  ADD CONSTRAINT "audit_log_actor" CHECK (CASE "actor_kind"
    WHEN 'anonymous' THEN "actor_standing" IN ('public', 'user', 'readonly', 'member', 'org_admin')
    WHEN 'user' THEN "actor_standing" IN ('user', 'readonly', 'member', 'org_admin', 'sys_admin')
    WHEN 'member' THEN "actor_standing" IN ('readonly', 'member', 'org_admin')
    WHEN 'key' THEN "actor_standing" IN ('readonly', 'member', 'org_admin')
    WHEN 'system' THEN "actor_standing" = 'system'
    ELSE false
  END),
  ADD CONSTRAINT "audit_log_one_credential" CHECK (num_nonnulls("session_id", "token_family_id", "api_key_id") <= 1),
  ADD CONSTRAINT "audit_log_token_has_a_person" CHECK (("token_family_id" IS NULL) OR ("session_user_id" IS NOT NULL)),
  ADD CONSTRAINT "audit_log_key_acts_alone" CHECK (
    CASE WHEN "actor_kind" = 'key' THEN "api_key_id" IS NOT NULL AND "user_id" IS NULL AND "session_user_id" IS NULL
         ELSE "api_key_id" IS NULL OR "session_user_id" IS NOT NULL END);

-- Every credential that is valid at the moment. A migration that adds a kind adds it here, with a further UNION ALL. The
-- organization is the only one that the credential is for, and the role the highest that it grants; both NULL: as the user.
CREATE VIEW "live_credentials" AS
  SELECT 'session'::text AS "kind", "id", "user_id", NULL::uuid AS "organization_id", NULL::"role" AS "role" FROM "live_sessions";

-- The credential that an organization's transaction was opened for, and nothing once that has ended. The tenant role sees no
-- other.
CREATE VIEW "acting_credential" AS
  SELECT "kind", "id", "role" FROM "live_credentials"
   WHERE CASE "kind" WHEN 'session' THEN "id" = current_session_id()
                     WHEN 'token' THEN "id" = current_token_family_id()
                     WHEN 'key' THEN "id" = current_api_key_id() END
     AND "user_id" IS NOT DISTINCT FROM current_user_id()
     AND ("organization_id" IS NULL OR "organization_id" = current_organization_id());

CALL for_roles($$
  GRANT EXECUTE ON FUNCTION current_token_family_id(), current_api_key_id() TO {tenant}, {system};
  GRANT SELECT ON "acting_credential" TO {tenant};
  GRANT CREATE ON SCHEMA public TO {system};
  ALTER VIEW "live_credentials" OWNER TO {system};
  ALTER VIEW "acting_credential" OWNER TO {system};
  REVOKE CREATE ON SCHEMA public FROM {system};
$$);
