// The fixtures of tests that hold the running API against its document.
import pg from "pg";
import { ApiClient } from "./api-client";
import { API_REQUESTS, type Made, type World } from "./api-requests";
import { DescribedApi, keyOf, type Answered, type DescribedOperation } from "./described-api";
import { plantTenant, type Kind } from "./planted-tenant";
import { expect, test as base } from "@/tests/setup/fixtures";

export class Contract {
  constructor(
    readonly api: DescribedApi,
    readonly client: pg.Client,
    private readonly rest: Pick<World, "app" | "mailbox">,
  ) {}

  /** A tenant of its own for the requests that succeed, because they change it. */
  async world(): Promise<World> {
    return { ...this.rest, client: this.client, tenant: await plantTenant(this.client, this.rest.app.url) };
  }

  /** The request that succeeds. @throws if the operation has none */
  async made(operation: DescribedOperation, world: World, as?: Kind): Promise<Made> {
    const make = API_REQUESTS[keyOf(operation)];
    if (!make) throw new Error(`tests/e2e/api-requests.ts has no request for ${keyOf(operation)}`);
    return make(world, as);
  }

  async send(
    { app, tenant }: World,
    operation: DescribedOperation,
    { as, by, id, headers = {}, body }: Made,
  ): Promise<Answered> {
    const target = operation.path.replace("{org}", tenant.slug).replace(/\{\w+\}/, id ?? "");
    const cookie = as && tenant.cookies[as];
    const given = { ...headers, ...(cookie ? { Cookie: cookie } : {}) };
    const response = await (by ?? new ApiClient(app.url)).request(operation.method, target, body, given);
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  /** @param outcome the status or, for a refusal, status and code: "403 ACCESS_DENIED" */
  expect(operation: DescribedOperation, what: string, answer: Answered, outcome: string): void {
    const told = `${keyOf(operation)}, ${what}: ${answer.text.slice(0, 300)}`;
    expect(this.api.problemsOf(operation, answer), told).toEqual([]);
    const code = answer.status < 400 ? "" : ` ${(JSON.parse(answer.text) as { code: string }).code}`;
    expect(`${answer.status}${code}`, told).toBe(outcome);
  }
}

export const test = base.extend<{ contract: Contract }, { described: { api: DescribedApi; client: pg.Client } }>({
  described: [
    async ({ app }, use) => {
      const client = new pg.Client({ connectionString: app.superuser_database_url ?? "" });
      await client.connect();
      await use({ api: await DescribedApi.load(app.url), client });
      await client.end();
    },
    { scope: "worker" },
  ],
  contract: async ({ app, mailbox, described: { api, client } }, use) => {
    await use(new Contract(api, client, { app, mailbox }));
  },
});
