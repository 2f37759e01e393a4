-- What triggers look up is looked up in our tables, whatever temporary table somebody makes of the same name.
ALTER FUNCTION refuse_audit_change() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION keep_an_admin() SET search_path = pg_catalog, public, pg_temp;

-- Nobody makes the log forget what happened this month.
ALTER TABLE "audit_retention" DROP CONSTRAINT "audit_retention_days";
ALTER TABLE "audit_retention" ADD CONSTRAINT "audit_retention_days" CHECK ("days" >= 30);
