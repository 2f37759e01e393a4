// Limits a client to one organization: every query reaches only that organization's rows, whatever its filter. This is a
// second layer above row-level security. Refuses queries that it cannot limit: models without an organization, and nested
// writes.
import "server-only";
import { Prisma, type PrismaClient } from "./generated/client";

/** Tenant models without a column `organizationId`, and the filter used instead. */
const BOUND_BY_OTHER_MEANS: Readonly<Partial<Record<Prisma.ModelName, (organizationId: string) => object>>> = {
  Organization: (id) => ({ id }),
  User: (organizationId) => ({ memberships: { some: { organizationId } } }),
};

const FILTERED = new Set([
  "findUnique",
  "findUniqueOrThrow",
  "findFirst",
  "findFirstOrThrow",
  "findMany",
  "count",
  "aggregate",
  "groupBy",
  "update",
  "updateMany",
  "updateManyAndReturn",
  "delete",
  "deleteMany",
]);
const CREATING = new Set(["create", "createMany", "createManyAndReturn"]);
type Arguments = { where?: object; data?: unknown };

/** Whether a field is a column. Otherwise it is a relation, and writing to it is a nested write. */
function isColumn(model: Prisma.ModelName, field: string): boolean {
  return Object.hasOwn(Prisma[`${model}ScalarFieldEnum`], field);
}

/** The filter for a model, or null if its rows belong to no organization. */
function filterOf(model: Prisma.ModelName, organizationId: string): object | null {
  if (isColumn(model, "organizationId")) return { organizationId };
  return BOUND_BY_OTHER_MEANS[model]?.(organizationId) ?? null;
}

function rowsOf(data: unknown): Record<string, unknown>[] {
  return (Array.isArray(data) ? data : [data]).filter((row) => typeof row === "object" && row !== null) as Record<
    string,
    unknown
  >[];
}

function checkData(model: Prisma.ModelName, data: unknown, organizationId: string): void {
  for (const row of rowsOf(data)) {
    for (const field of Object.keys(row)) {
      if (!isColumn(model, field)) throw new Error(`${model}.${field}: nested writes are refused on a bound client`);
    }
    if ("organizationId" in row && row.organizationId !== organizationId) {
      throw new Error(`${model}: the row names another organization`);
    }
  }
}

function narrow(model: Prisma.ModelName, operation: string, args: Arguments, organizationId: string): Arguments {
  const filter = filterOf(model, organizationId);
  if (!filter) throw new Error(`${model} belongs to no organization and is out of reach of a bound client`);
  checkData(model, args.data, organizationId);
  if (FILTERED.has(operation)) {
    const { where = {}, ...rest } = args;
    // A unique `where` must keep its key at the top level, so the filter is added under AND.
    return { ...rest, where: { ...where, AND: [filter, ...previousAnd(where)] } };
  }
  if (CREATING.has(operation) && isColumn(model, "organizationId")) {
    const bound = rowsOf(args.data).map((row) => ({ ...row, organizationId }));
    return { ...args, data: Array.isArray(args.data) ? bound : bound[0] };
  }
  throw new Error(`${model}.${operation} is not possible on a bound client`);
}

function previousAnd(where: object): unknown[] {
  const and: unknown = "AND" in where ? where.AND : undefined;
  return and === undefined ? [] : Array.isArray(and) ? and : [and];
}

export function bindTo(client: PrismaClient, organizationId: string) {
  return client.$extends({
    name: "tenant",
    query: {
      $allModels: {
        $allOperations: ({ model, operation, args, query }) =>
          query(narrow(model, operation, args as Arguments, organizationId) as typeof args),
      },
    },
  });
}
