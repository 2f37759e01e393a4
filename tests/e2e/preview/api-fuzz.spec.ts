// Sends requests that are made from the API document: correct ones, nearly correct ones and hostile ones, the same number
// to every operation. No response is an error of the server, and the document describes each.
import fc from "fast-check";
import { ApiClient } from "@/tests/e2e/api-client";
import { test, type Contract } from "@/tests/e2e/api-contract";
import { BEARERS, bearerOf, type Bearer } from "@/tests/e2e/bearers";
import type { ApiParameter } from "@/lib/web/openapi/api-document";
import { keyOf, successOf, type DescribedOperation } from "@/tests/e2e/described-api";
import { objectOf, segmentOf, valueOf } from "@/tests/e2e/hostile-values";
import type { Kind, PlantedTenant } from "@/tests/e2e/planted-tenant";
import { expect } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

/** The requests to each operation. */
const RUNS = 16;

/** Always the same, so that a change that breaks nothing cannot fail. GATEHOUSE_FUZZ_SEED=$RANDOM tries other requests. */
const SEED = 20_261_129;

/** Node refuses longer request lines before the app sees them (431). */
const LONGEST_TARGET = 12_000;
/** Each is a test, so that two run at once. */
const PARTS = [0, 1];
/** The operations of a part of which at least one request succeeds, so that the others were not all refused at the first check. */
const MIN_REACHED = 13;

const CALLERS = ["nobody", "member", "org_admin", "org_admin", "sys_admin", "sys_admin", ...BEARERS] as const;

interface Attempt {
  segments: Record<string, string>;
  query: Record<string, unknown>;
  body: Record<string, unknown> | undefined;
  headers: Record<string, string>;
  as: Kind | Bearer;
}

/** What a client can send in a header. */
const headerText = fc.string({ unit: "grapheme-ascii", maxLength: 300 });

/** Ids that exist, so that hostile bodies reach more than the first check. */
function knownIds({ id, membership, invitation, rows, users }: PlantedTenant): string[] {
  return [id, membership, invitation, users.member ?? "", ...Object.values(rows)];
}

function attemptsAt(operation: DescribedOperation, tenant: PlantedTenant): fc.Arbitrary<Attempt> {
  const { parameters = [], requestBody } = operation;
  const schema = requestBody?.content["application/json"].schema;
  const inPath = ({ name, schema: of }: ApiParameter) =>
    fc.oneof(name === "org" ? fc.constant(tenant.slug) : fc.constantFrom(...knownIds(tenant)), segmentOf(of));
  const placed = (place: string) => parameters.filter((each) => each.in === place);
  const attempt = fc.record({
    segments: fc.record(Object.fromEntries(placed("path").map((each) => [each.name, inPath(each)]))),
    query: fc.record(Object.fromEntries(placed("query").map(({ name, schema: of }) => [name, valueOf(of)])), {
      requiredKeys: [],
    }),
    body: schema ? objectOf(schema.properties ?? {}) : fc.constant(undefined),
    headers: fc.oneof(
      fc.constant({}),
      fc.record(Object.fromEntries(placed("header").map(({ name }) => [name, headerText]))),
    ),
    as: fc.constantFrom(...CALLERS),
  });
  return attempt.filter((made) => targetOf(operation, made).length <= LONGEST_TARGET);
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

const isBearer = (caller: Attempt["as"]): caller is Bearer => (BEARERS as readonly string[]).includes(caller);

for (const part of PARTS) {
  test(`describes every response to hostile requests to every operation, and none is an error of the server (${part + 1} of ${PARTS.length})`, async ({
    contract,
    app,
  }) => {
    test.setTimeout(180_000);
    await attack(contract, app, (at) => at % PARTS.length === part);
  });
}

async function attack(contract: Contract, app: Instance, isOurs: (at: number) => boolean): Promise<void> {
  const { api, client } = contract;
  const seed = Number(process.env.GATEHOUSE_FUZZ_SEED ?? SEED);
  console.log(`fuzzing the API with the seed ${seed}`);
  const sent = new Map<string, number>();
  const reached = new Set<string>();
  const operations = api.operations.filter((_operation, at) => isOurs(at));
  for (const operation of operations) {
    const { tenant } = await contract.world();
    const bearers = new Map<string, string>();
    for (const bearer of BEARERS) bearers.set(bearer, await bearerOf(client, app.url, tenant, bearer));
    const credentialOf = (as: Attempt["as"]): Record<string, string> => {
      if (isBearer(as)) return { Authorization: `Bearer ${bearers.get(as)}` };
      const cookie = tenant.cookies[as];
      return cookie === null ? {} : { Cookie: cookie };
    };
    const attempt = fc.asyncProperty(attemptsAt(operation, tenant), async (made) => {
      const target = targetOf(operation, made);
      const headers = { ...made.headers, ...credentialOf(made.as) };
      const response = await new ApiClient(app.url).request(operation.method, target, made.body, headers);
      const answer = { status: response.status, headers: response.headers, text: await response.text() };
      sent.set(keyOf(operation), (sent.get(keyOf(operation)) ?? 0) + 1);
      if (String(answer.status) === successOf(operation)) reached.add(keyOf(operation));
      // Readiness may fail, because it reports what fails.
      if (operation.path !== "/api/health/ready")
        expect(answer.status, `${keyOf(operation)}: ${answer.text}`).toBeLessThan(500);
      expect(api.problemsOf(operation, answer), keyOf(operation)).toEqual([]);
    });
    await fc.assert(attempt, { seed, numRuns: RUNS, endOnFailure: true });
  }
  expect([...sent]).toEqual(operations.map((operation) => [keyOf(operation), RUNS]));
  expect(reached.size, [...reached].join(", ")).toBeGreaterThanOrEqual(MIN_REACHED);
}
