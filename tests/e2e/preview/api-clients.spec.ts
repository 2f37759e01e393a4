// The API clients on the page of sessions: each can be signed out alone, or all together with the other devices.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createAccount, enter, type Credentials } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { organizationOf } from "@/tests/e2e/database";
import { uniqueAddress } from "@/tests/factories/addresses";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

const AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** Signs an API client in. */
async function signIn(app: Instance, credentials: Credentials, agent = AGENT): Promise<string> {
  const client = new ApiClient(app.url);
  const answer = await client.request("POST", "/api/v1/auth/login", credentials, { "User-Agent": agent });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function use(app: Instance, token: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}`, "X-Forwarded-For": uniqueAddress() };
  return (await fetch(`${app.url}/api/v1/me`, { headers })).status;
}

/** Renames the organization with the token, from whatever runs this code. */
const rename = async ([url = "", token = "", name = ""]: string[], headers: Record<string, string> = {}) => {
  const init = {
    method: "PATCH",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ name }),
  };
  return fetch(url, init).then(
    ({ status }) => status,
    (error: unknown) => (error as Error).name,
  );
};

test("lets an app with an origin of its own use a token, but no browser send one for a page of another origin", async ({
  page,
  app,
  mailbox,
  problems,
}) => {
  const person = await createAccount(app.url, mailbox);
  const { slug } = await organizationOf(app, person.email);
  const token = await signIn(app, person);
  const url = `${app.url}/api/v1/organizations/${slug}`;
  const asApp = { Origin: "capacitor://localhost", "X-Forwarded-For": uniqueAddress() };
  expect(await rename([url, token, "By the app"], asApp)).toBe(204);
  const elsewhere = createServer((_request, response) =>
    response.setHeader("Content-Type", "text/html").end("<title>x</title>"),
  );
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  try {
    problems.allow(/CORS|ERR_FAILED/);
    await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
    expect(await page.evaluate(rename, [url, token, "By a page"])).toBe("TypeError");
  } finally {
    elsewhere.close();
  }
  expect((await organizationOf(app, person.email)).name).toBe("By the app");
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("lists the user's own API clients apart from their devices, and signs one out at once", async ({
      page,
      app,
      mailbox,
    }) => {
      const [person, stranger] = [await createAccount(app.url, mailbox), await createAccount(app.url, mailbox)];
      await enter(page, person);
      await page.goto("/account/sessions");
      const clients = page.getByRole("table", { name: "API clients" });
      await expect(clients).toHaveCount(0);
      const kept = await signIn(app, person);
      const ended = await signIn(app, person, AGENT.replace("X11; Linux x86_64", "Macintosh; Intel Mac OS X 10.15"));
      const foreign = await signIn(app, stranger);
      await page.goto("/account/sessions");
      const devices = page.getByRole("table", { name: "Devices where you are signed in" });
      const deviceCount = await devices.getByRole("row").count();
      await expect(clients.getByRole("row")).toHaveCount(3);
      for (const token of [kept, ended, foreign]) expect(await use(app, token)).toBe(200);

      await clients.getByRole("row", { name: "Firefox on macOS" }).getByRole("button", { name: "Sign out" }).click();
      await expect(page.getByText("The API client was signed out.")).toBeVisible();
      await expect(clients.getByRole("row")).toHaveCount(2);
      await expect(clients.getByRole("row", { name: "Firefox on Linux" })).toBeVisible();
      await expect(devices.getByRole("row")).toHaveCount(deviceCount);
      expect(await Promise.all([kept, ended, foreign].map((token) => use(app, token)))).toEqual([200, 401, 200]);

      await page.getByRole("button", { name: "Sign out all other devices and API clients" }).click();
      await expect(clients).toHaveCount(0);
      await expect(devices.getByRole("row")).toHaveCount(2);
      expect(await Promise.all([kept, foreign].map((token) => use(app, token)))).toEqual([401, 200]);
    });
  });
}
