// A user who was removed or suspended is refused at the next request, even with a session that was valid a moment ago: on
// the page, through the API, and in a form that was already open.
import { ask, formsIn, postForm } from "@/tests/e2e/by-cookie";
import { withDatabase } from "@/tests/e2e/database";
import { plantTenant } from "@/tests/e2e/planted-tenant";
import { belongingsOf } from "@/tests/factories/belongings";
import { expect, test } from "@/tests/setup/fixtures";

interface CutOff {
  /** The change that another admin or a system admin makes, as SQL. */
  sql: string;
  page: number;
  api: [number, string];
}

const CUT_OFF: Record<string, CutOff> = {
  "a removed member": {
    sql: `DELETE FROM memberships WHERE user_id = $2 AND organization_id = $1`,
    page: 404,
    api: [404, "NOT_FOUND"],
  },
  "a suspended user": {
    sql: `UPDATE users SET suspended_at = now() WHERE id = $2 AND $1::uuid IS NOT NULL`,
    page: 307,
    api: [401, "UNAUTHORIZED"],
  },
  "a member of a suspended organization": {
    sql: `UPDATE organizations SET suspended_at = now() WHERE id = $1 AND $2::uuid IS NOT NULL`,
    page: 403,
    api: [403, "ORGANIZATION_SUSPENDED"],
  },
};

for (const [who, { sql, page: pageStatus, api }] of Object.entries(CUT_OFF)) {
  test(`refuses ${who} at the next request, on the page, through the API and in a form that was already open`, async ({
    app,
    page,
  }) => {
    await withDatabase(app, async (database) => {
      const tenant = await plantTenant(database, app.url);
      const cookie = tenant.cookies.org_admin;
      const membersPage = `/org/${tenant.slug}/members`;
      const membersApi = `/api/v1/organizations/${tenant.slug}/members`;
      const open = await ask(app.url, "GET", membersPage, cookie);
      expect(open.status).toBe(200);
      expect((await ask(app.url, "GET", membersApi, cookie)).status).toBe(200);
      const forms = (await formsIn(page, open.text)).filter(({ fields }) => fields.some(([name]) => name === "org"));
      expect(forms.length).toBeGreaterThan(0);

      expect((await database.query(sql, [tenant.id, tenant.adminUser])).rowCount).toBe(1);

      const before = await belongingsOf(database, tenant.id);
      expect((await ask(app.url, "GET", membersPage, cookie)).status).toBe(pageStatus);
      const answer = await ask(app.url, "GET", membersApi, cookie);
      expect([answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual(api);
      const change = await ask(app.url, "PATCH", `${membersApi}/${tenant.membership}`, cookie, { role: "readonly" });
      expect([change.status, (JSON.parse(change.text) as { code: string }).code]).toEqual(api);
      for (const { fields } of forms) await (await postForm(app.url, membersPage, fields, cookie)).arrayBuffer();
      expect(await belongingsOf(database, tenant.id)).toEqual(before);
    });
  });
}
