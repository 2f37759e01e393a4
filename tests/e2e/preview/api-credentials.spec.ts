// Calls every operation of the API document with an access token, with a user's API key and with an organization's. Those
// that the document names succeed. The others get the response that the document describes.
import { test } from "@/tests/e2e/api-contract";
import { anyRequest, type Made } from "@/tests/e2e/api-requests";
import { BEARERS, bearerOf, type Bearer } from "@/tests/e2e/bearers";
import { isAccepted, isForUsers, isPublic, successOf, type DescribedOperation } from "@/tests/e2e/described-api";
import { expect } from "@/tests/setup/fixtures";

test.describe.configure({ timeout: 180_000 });

const takesBearer = ({ path }: DescribedOperation) => path.startsWith("/api/v1/");
const authorized = (secret: string) => ({ Authorization: `Bearer ${secret}` });

for (const bearer of BEARERS) {
  test(`succeeds with the bearer ${bearer} where the document names it`, async ({ contract, app }) => {
    const accepted = contract.api.operations.filter((each) => isAccepted(each, bearer));
    expect(accepted.length).toBeGreaterThan(10);
    for (const operation of accepted) {
      const world = await contract.world();
      const { as, id, body } = await contract.made(operation, world);
      const headers = authorized(await bearerOf(contract.client, app.url, world.tenant, bearer, as));
      const answer = await contract.send(world, operation, { id, body, headers });
      contract.expect(operation, `with the bearer ${bearer}`, answer, successOf(operation));
    }
  });

  test(`refuses the bearer ${bearer} where the document does not name it`, async ({ contract, app }) => {
    const world = await contract.world();
    const secretOf = (as: "org_admin" | "sys_admin") => bearerOf(contract.client, app.url, world.tenant, bearer, as);
    const [ofAdmin, ofSystemAdmin] = [await secretOf("org_admin"), await secretOf("sys_admin")];
    for (const operation of contract.api.operations.filter((each) => isForUsers(each) && !isAccepted(each, bearer))) {
      const secret = operation.path.startsWith("/api/v1/admin/") ? ofSystemAdmin : ofAdmin;
      const answer = await contract.send(world, operation, { ...anyRequest(operation), headers: authorized(secret) });
      const outcome = takesBearer(operation) ? "403 ACCESS_DENIED" : "401 UNAUTHORIZED";
      contract.expect(operation, `with the bearer ${bearer}`, answer, outcome);
    }
  });
}

test("ignores a bearer where the document needs no credentials", async ({ contract }) => {
  for (const operation of contract.api.operations.filter(isPublic)) {
    const world = await contract.world();
    const made = await contract.made(operation, world);
    const answer = await contract.send(world, operation, { ...made, headers: { ...made.headers, ...authorized("x") } });
    contract.expect(operation, "with an unknown bearer", answer, successOf(operation));
  }
});

test("refuses a bearer that is unknown, and one that comes with a session", async ({ contract, app }) => {
  const world = await contract.world();
  const token = await bearerOf(contract.client, app.url, world.tenant, "accessToken");
  for (const operation of contract.api.operations.filter((each) => takesBearer(each) && !isPublic(each))) {
    const unknown = await contract.send(world, operation, { ...anyRequest(operation), headers: authorized("x") });
    contract.expect(operation, "with an unknown bearer", unknown, "401 INVALID_TOKEN");
    const both: Made = { ...anyRequest(operation), as: "org_admin", headers: authorized(token) };
    const answer = await contract.send(world, operation, both);
    contract.expect(operation, "with two credentials", answer, "400 MALFORMED_REQUEST");
  }
});

test("refuses every credential of a suspended organization", async ({ contract, app }) => {
  const world = await contract.world();
  const secrets: [Bearer, string][] = [];
  for (const bearer of BEARERS) secrets.push([bearer, await bearerOf(contract.client, app.url, world.tenant, bearer)]);
  await contract.client.query(`UPDATE organizations SET suspended_at = now() WHERE id = $1`, [world.tenant.id]);
  for (const operation of contract.api.operations.filter((each) => takesBearer(each) && !isPublic(each))) {
    for (const [bearer, secret] of secrets) {
      // A token is for the organization. A key is first of all a credential that the operation accepts or not.
      const isDenied = bearer !== "accessToken" && !isAccepted(operation, bearer);
      const answer = await contract.send(world, operation, { ...anyRequest(operation), headers: authorized(secret) });
      const outcome = isDenied ? "403 ACCESS_DENIED" : "403 ORGANIZATION_SUSPENDED";
      contract.expect(operation, `with the bearer ${bearer} of a suspended organization`, answer, outcome);
    }
    if (!operation.path.includes("{org}")) continue;
    const bySession = await contract.send(world, operation, { ...anyRequest(operation), as: "org_admin" });
    contract.expect(operation, "as an admin of a suspended organization", bySession, "403 ORGANIZATION_SUSPENDED");
  }
});
