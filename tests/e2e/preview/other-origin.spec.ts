// A page of another origin, in a real browser, can use neither a user's session nor an access token or API key. The page is
// on another port of the same host, so that the browser sends the session's cookie along.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { test } from "@/tests/e2e/api-contract";
import { bearerOf, BEARERS } from "@/tests/e2e/bearers";
import { expect } from "@/tests/setup/fixtures";

interface Tried {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** What a page learns of its requests: "refused" if the browser hides the response, or does not send the request. */
function outcomesOf(page: Page, url: string, requests: Tried[]): Promise<string[]> {
  return page.evaluate(
    async ([origin, tried]) => {
      const ask = ({ path, ...request }: Tried) =>
        fetch(origin + path, { ...request, credentials: "include" }).then(
          ({ status }) => `status ${status}`,
          () => "refused",
        );
      const outcomes: string[] = [];
      for (const each of tried) outcomes.push(await ask(each));
      return outcomes;
    },
    [url, requests] as const,
  );
}

/**
 * The method and status of each request to `url`, also of those whose response the browser keeps from the page. Playwright's
 * own events leave these out.
 */
async function watchRequests(page: Page, url: string): Promise<string[]> {
  const methods = new Map<string, string>();
  const sent: string[] = [];
  const devTools = await page.context().newCDPSession(page);
  devTools.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (request.url.startsWith(`${url}/`)) methods.set(requestId, request.method);
  });
  devTools.on("Network.responseReceivedExtraInfo", ({ requestId, statusCode }) => {
    const method = methods.get(requestId);
    if (method !== undefined) sent.push(`${method} ${statusCode}`);
  });
  await devTools.send("Network.enable");
  return sent;
}

test.describe("a page of another origin", () => {
  // Without the usual header, because of which every request would need a preflight.
  test.use({ extraHTTPHeaders: {} });

  let server: Server;
  let elsewhere = "";

  test.beforeAll(async () => {
    server = createServer((_, response) => response.setHeader("Content-Type", "text/html").end("<title>Elsewhere</title>"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    elsewhere = `http://localhost:${(server.address() as AddressInfo).port}`;
  });
  test.afterAll(() => server.close());

  test("can neither read nor change anything with the session of its visitor", async ({ contract, app, page, problems }) => {
    problems.allow(/CORS policy|Failed to load resource/);
    const { tenant } = await contract.world();
    const [name = "", value = ""] = (tenant.cookies.org_admin ?? "").split("=");
    await page.context().addCookies([{ name, value, url: app.url, sameSite: "Lax" }]);
    const organization = `/api/v1/organizations/${tenant.slug}`;
    const json = { "Content-Type": "application/json" };
    const text = { "Content-Type": "text/plain" };
    await page.goto(elsewhere);
    const sent = await watchRequests(page, app.url);
    expect(
      await outcomesOf(page, app.url, [
        { method: "GET", path: organization },
        { method: "PATCH", path: organization, headers: json, body: '{"name":"Taken"}' },
        {
          method: "POST",
          path: `${organization}/invitations`,
          headers: text,
          body: '{"email":"e@evil.test","role":"member"}',
        },
        { method: "DELETE", path: organization, headers: json, body: "{}" },
      ]),
    ).toEqual(["refused", "refused", "refused", "refused"]);
    // The browser sent what needs no preflight. Only the read got an answer, which the page cannot read.
    await expect.poll(() => sent).toEqual(expect.arrayContaining(["GET 200", "POST 403"]));
    expect(sent.filter((each) => /^(PATCH|DELETE)/.test(each))).toEqual([]);
    const { rows } = await contract.client.query(
      `SELECT o.name, (SELECT count(*)::int FROM invitations i WHERE i.organization_id = o.id) AS invitations
         FROM organizations o WHERE o.id = $1`,
      [tenant.id],
    );
    expect(rows).toEqual([{ name: "A planted tenant", invitations: 1 }]);
  });

  for (const bearer of BEARERS) {
    test(`cannot send a request with the bearer ${bearer}`, async ({ contract, app, page, problems }) => {
      problems.allow(/CORS policy|Failed to load resource/);
      const { tenant } = await contract.world();
      const secret = await bearerOf(contract.client, app.url, tenant, bearer);
      const path = `/api/v1/organizations/${tenant.slug}`;
      const headers = { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" };
      await page.goto(elsewhere);
      const sent = await watchRequests(page, app.url);
      expect(
        await outcomesOf(page, app.url, [
          { method: "GET", path, headers: { Authorization: `Bearer ${secret}` } },
          { method: "PATCH", path, headers, body: '{"name":"Taken"}' },
        ]),
      ).toEqual(["refused", "refused"]);
      await expect.poll(() => sent).toEqual(["OPTIONS 204", "OPTIONS 204"]);
      const { rows } = await contract.client.query(`SELECT name FROM organizations WHERE id = $1`, [tenant.id]);
      expect(rows).toEqual([{ name: "A planted tenant" }]);
    });
  }
});
