// Makes the audit log refuse the entries of one action, so that a test can show that the operation then has no effect.
import pg from "pg";
import { superuserDatabaseUrl } from "@/tests/setup/databases";

export async function withFailingAudit<T>(action: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: superuserDatabaseUrl });
  await client.connect();
  try {
    await client.query(`
      CREATE FUNCTION fail_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the log is full'; END $$;
      CREATE TRIGGER fail_audit BEFORE INSERT ON audit_log FOR EACH ROW
        WHEN (NEW.action = ${client.escapeLiteral(action)}) EXECUTE FUNCTION fail_audit()`);
    return await work();
  } finally {
    await client.query("DROP TRIGGER IF EXISTS fail_audit ON audit_log; DROP FUNCTION IF EXISTS fail_audit()");
    await client.end();
  }
}
