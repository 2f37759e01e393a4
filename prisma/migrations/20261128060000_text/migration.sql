-- What the schemas say of text, held by the database as well. length() counts characters, as the schemas do.

ALTER TABLE "sign_ups"
  ADD CONSTRAINT "sign_ups_name_length" CHECK (length("name") BETWEEN 1 AND 100),
  ADD CONSTRAINT "sign_ups_organization_name_length" CHECK (length("organization_name") BETWEEN 1 AND 80),
  ADD CONSTRAINT "sign_ups_email_length" CHECK (length("email") <= 254);
ALTER TABLE "email_changes" ADD CONSTRAINT "email_changes_new_email_length" CHECK (length("new_email") <= 254);
ALTER TABLE "invitations"
  ADD CONSTRAINT "invitations_name_length" CHECK (length("name") BETWEEN 1 AND 100),
  ADD CONSTRAINT "invitations_email_length" CHECK (length("email") <= 254);
-- Not validated, because a large log would be read under a lock: new rows are checked all the same.
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_reason_length" CHECK (length("reason") BETWEEN 3 AND 300) NOT VALID;

-- A name has something to see in it. Names that have not, from before this rule, get one; forced row-level security would
-- hide those rows from their owner.
ALTER TABLE "users" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "organizations" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "invitations" NO FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
  -- Spaces, controls, marks, and what Unicode tells renderers to ignore or fonts draw as nothing.
  visible CONSTANT text := '[^\u0001-\u0020\u007f-\u00a0\u00ad\u0300-\u036f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f'
    '\u2000-\u200f\u2028-\u202f\u205f-\u206f\u20d0-\u20ff\u2800\u3000\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff0-\ufffc'
    '\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]';
  target record;
BEGIN
  UPDATE "users" SET "name" = split_part("email", '@', 1) WHERE "name" !~ visible;
  UPDATE "organizations" SET "name" = "slug" WHERE "name" !~ visible;
  UPDATE "invitations" SET "name" = NULL WHERE "name" !~ visible;
  DELETE FROM "sign_ups" WHERE "name" !~ visible OR "organization_name" !~ visible;
  FOR target IN SELECT * FROM (VALUES
    ('users', 'name'), ('organizations', 'name'), ('sign_ups', 'name'), ('sign_ups', 'organization_name'), ('invitations', 'name')
  ) AS names (table_name, column_name) LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I ~ %L)',
      target.table_name, target.table_name || '_' || target.column_name || '_visible', target.column_name, visible);
  END LOOP;
END
$$;
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;
ALTER TABLE "organizations" FORCE ROW LEVEL SECURITY;
ALTER TABLE "invitations" FORCE ROW LEVEL SECURITY;
