// Sends requests that are made from the API document: correct ones, nearly correct ones and hostile ones. No response is an
// internal error, and the document describes each. A failure names its seed, which GATEHOUSE_FUZZ_SEED repeats.
import { randomInt } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { ApiClient } from "@/tests/e2e/api-client";
import { DescribedApi, type DescribedOperation, type Parameter } from "@/tests/e2e/described-api";
import { objectOf, segmentOf, valueOf } from "@/tests/e2e/hostile-values";
import { plantTenant, type PlantedTenant } from "@/tests/e2e/planted-tenant";
import { expect, test } from "@/tests/setup/fixtures";

const RUNS = 6;
/** After this time, no further operation is tried, however slow the machine is. */
const SECONDS = 45;

interface Attempt {
  segments: Record<string, string>;
  query: Record<string, unknown>;
  body: Record<string, unknown> | undefined;
  as: "nobody" | "member" | "org_admin" | "sys_admin";
}

/** Ids that exist, so that hostile bodies reach more than the first check. */
function knownIds({ id, membership, invitation, rows, users }: PlantedTenant): string[] {
  return [id, membership, invitation, users.member ?? "", ...Object.values(rows)];
}

function attemptsAt(operation: DescribedOperation, tenant: PlantedTenant): fc.Arbitrary<Attempt> {
  const { parameters = [], requestBody } = operation;
  const schema = requestBody?.content["application/json"].schema as Parameters<typeof valueOf>[0] | undefined;
  const inPath = ({ name, schema: of }: Parameter) =>
    fc.oneof(name === "org" ? fc.constant(tenant.slug) : fc.constantFrom(...knownIds(tenant)), segmentOf(of));
  const placed = (place: string) => parameters.filter((each) => each.in === place);
  return fc.record({
    segments: fc.record(Object.fromEntries(placed("path").map((each) => [each.name, inPath(each)]))),
    query: fc.record(Object.fromEntries(placed("query").map(({ name, schema: of }) => [name, valueOf(of)])), {
      requiredKeys: [],
    }),
    body: schema ? objectOf(schema.properties ?? {}) : fc.constant(undefined),
    as: fc.constantFrom("nobody", "member", "org_admin", "org_admin", "sys_admin", "sys_admin"),
  });
}

function targetOf({ path }: DescribedOperation, { segments, query }: Attempt): string {
  const filled = Object.entries(segments).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, () => encodeURIComponent(value)),
    path,
  );
  const given = Object.entries(query).map(([name, value]): [string, string] => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given).toString()}`;
}

/** Begins elsewhere for each seed, so that a slow machine does not always leave out the same operations. */
const inOrderOf = (seed: number, operations: DescribedOperation[]) => {
  const first = seed % operations.length;
  return [...operations.slice(first), ...operations.slice(0, first)];
};

test("describes every response to hostile requests, and none is an internal error", async ({ app }) => {
  test.setTimeout(120_000);
  const seed = Number(process.env.GATEHOUSE_FUZZ_SEED ?? randomInt(2 ** 31));
  console.log(`fuzzing the API with the seed ${seed}`);
  const api = await DescribedApi.load(app.url);
  const client = new pg.Client({ connectionString: app.superuser_database_url ?? "" });
  await client.connect();
  const statuses = new Map<number, number>();
  try {
    const end = Date.now() + SECONDS * 1_000;
    for (const [index, operation] of inOrderOf(seed, api.operations).entries()) {
      if (Date.now() > end) {
        console.log(`no time for ${api.operations.length - index} of ${api.operations.length} operations`);
        break;
      }
      const tenant = await plantTenant(client, app.url);
      const attempt = fc.asyncProperty(attemptsAt(operation, tenant), async (made) => {
        const cookie = tenant.cookies[made.as];
        const response = await new ApiClient(app.url).request(
          operation.method,
          targetOf(operation, made),
          made.body,
          cookie ? { Cookie: cookie } : {},
        );
        const answer = { status: response.status, headers: response.headers, text: await response.text() };
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expect(answer.status, `${operation.method} ${operation.path}: ${answer.text}`).not.toBe(500);
        expect(api.problemsOf(operation, answer), `${operation.method} ${operation.path}`).toEqual([]);
      });
      await fc.assert(attempt, {
        seed,
        numRuns: RUNS,
        endOnFailure: true,
      });
    }
  } finally {
    await client.end();
  }
  // Requests that succeed show that the others were not all refused at the first check.
  const succeeded = [...statuses].filter(([status]) => status < 300).reduce((sum, [, count]) => sum + count, 0);
  expect(succeeded, JSON.stringify([...statuses])).toBeGreaterThan(30);
});
