// Prisma's adapter, extended to read PostgreSQL's catalog: the engine asks for columns of the type "char", which
// @prisma/adapter-pg 7.10 refuses to return.
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, type SqlDriverAdapter, type SqlQuery } from "@prisma/driver-adapter-utils";
import pg from "pg";

const CHAR: number = pg.types.builtins.CHAR;
const TEXT: number = pg.types.builtins.TEXT;

/** Returns "char" columns as text. Records their indexes in `charColumns`, keyed by the rows of the result. */
function catalogPool(databaseUrl: string, charColumns: WeakMap<object, number[]>): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  const original = pool.query.bind(pool);
  const query = async (config: pg.QueryArrayConfig) => {
    const result = await original(config);
    charColumns.set(
      result.rows,
      result.fields.flatMap((field, at) => (field.dataTypeID === CHAR ? [at] : [])),
    );
    for (const field of result.fields) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT;
    return result;
  };
  return Object.assign(pool, { query });
}

export function catalogAdapter(databaseUrl: string): { adapter: PrismaPg; close: () => Promise<void> } {
  const charColumns = new WeakMap<object, number[]>();
  const pool = catalogPool(databaseUrl, charColumns);
  const adapter = new PrismaPg(pool);
  const connect = adapter.connect.bind(adapter);
  const connectToCatalog = async (): Promise<SqlDriverAdapter> => {
    const connection = await connect();
    const original = connection.queryRaw.bind(connection);
    const queryRaw = async (query: SqlQuery) => {
      const result = await original(query);
      for (const at of charColumns.get(result.rows) ?? []) result.columnTypes[at] = ColumnTypeEnum.Character;
      return result;
    };
    return Object.assign(connection, { queryRaw });
  };
  return { adapter: Object.assign(adapter, { connect: connectToCatalog }), close: () => pool.end() };
}
