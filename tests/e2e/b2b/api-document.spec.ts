// In b2b mode, the API document has no sign-up, and system admins create organizations.
import { ApiClient } from "@/tests/e2e/api-client";
import { DescribedApi } from "@/tests/e2e/described-api";
import { newAddress } from "@/tests/e2e/journey";
import { sessionCookieName } from "@/tests/e2e/planted-session";
import { plantSystemAdmin, REASON } from "@/tests/e2e/system-admin";
import { expect, test } from "@/tests/setup/fixtures";

test("has the operations of this mode, and describes their responses", async ({ app }) => {
  const api = await DescribedApi.load(app.url);
  expect(api.operations.filter(({ path }) => path.includes("/signup"))).toEqual([]);
  const create = api.operations.filter(({ method, path }) => method === "POST" && /\/organizations$/.test(path));
  expect(create.map(({ operationId, path }) => [path, operationId]).sort()).toEqual([
    ["/api/v1/admin/organizations", "adminCreateOrganization"],
    ["/api/v1/organizations", "organizationsCreate"],
  ]);
  const cookie = `${sessionCookieName(app.url)}=${await plantSystemAdmin(app)}`;
  for (const operation of create) {
    for (const [name, status] of [
      ["North Yard", 201],
      ["", 422],
    ] as const) {
      const body = { name, admin_email: newAddress(), admin_name: "Frances First", reason: REASON };
      const response = await new ApiClient(app.url).request("POST", operation.path, body, { Cookie: cookie });
      expect(response.status).toBe(status);
      const answer = { status, headers: response.headers, text: await response.text() };
      expect(api.problemsOf(operation, answer)).toEqual([]);
    }
  }
});
