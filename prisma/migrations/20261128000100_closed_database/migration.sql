DO $$
BEGIN
  IF to_regprocedure('tenant_role()') IS NULL THEN
    RAISE EXCEPTION 'this database was migrated by an earlier version, whose roles are shared by every database in the cluster'
      USING HINT = 'Start with an empty database: the earlier migrations were rewritten.';
  END IF;
END
$$;

-- A cluster lets everybody connect to every database, and old ones let everybody create tables in the schema. Only the
-- database's owner can change that. Where another role migrates, npm run doctor and the readiness check say what is left.
DO $$
BEGIN
  IF pg_has_role(current_user, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE') THEN
    EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  END IF;
  IF pg_has_role(current_user, (SELECT nspowner FROM pg_namespace WHERE nspname = 'public'), 'USAGE') THEN
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  END IF;
END
$$;
