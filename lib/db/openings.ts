// Finds roles and privileges that give others access to a migrated database: those that its migrations cannot revoke because
// another role owns them, and those that a restored copy or an administrator may have granted.
import "server-only";
import type { Read } from "./connected";

export interface Opening {
  /** Whether the database is open to others now. False if a role could only give itself access. */
  isOpen: boolean;
  text: string;
}

type Kind = "everybody" | "database" | "member" | "creator";

const TEXTS: Record<Kind, (name: string) => string> = {
  everybody: (name) =>
    `Every role of the cluster may connect to this database. As its owner, run: REVOKE CONNECT, TEMPORARY ON DATABASE ${name} FROM PUBLIC; REVOKE CREATE ON SCHEMA public FROM PUBLIC;`,
  database: (name) =>
    `The database ${name} uses this one's roles, because one is a copy of the other: keep them in different clusters.`,
  member: (name) => `The role ${name} is a member of this database's roles and can read all of it.`,
  creator: (name) =>
    `Before PostgreSQL 16, CREATEROLE applies to every role of the cluster. After migrating: ALTER ROLE ${name} NOCREATEROLE;`,
};

export async function findOpenings(read: Read): Promise<Opening[]> {
  const rows = await read<{ kind: Kind; name: string }>`
    WITH ours AS (SELECT oid FROM pg_roles WHERE rolname IN (tenant_role(), system_role()))
    SELECT 'everybody' AS kind, quote_ident(current_database()) AS name
     WHERE has_database_privilege('public', current_database(), 'CONNECT') OR has_schema_privilege('public', 'public', 'CREATE')
    UNION SELECT 'database', quote_ident(d.datname)
      FROM pg_shdepend s JOIN pg_database d ON d.oid = s.dbid
     WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid IN (SELECT oid FROM ours) AND d.datname <> current_database()
    UNION SELECT 'member', quote_ident(pg_get_userbyid(m.member))
      FROM pg_auth_members m WHERE m.roleid IN (SELECT oid FROM ours) AND pg_get_userbyid(m.member) <> current_user
    UNION SELECT 'creator', quote_ident(rolname)
      FROM pg_roles WHERE current_setting('server_version_num')::int < 160000 AND rolcreaterole AND NOT rolsuper
    ORDER BY 1, 2`;
  return rows.map(({ kind, name }) => ({ isOpen: kind !== "creator", text: TEXTS[kind](name) }));
}
