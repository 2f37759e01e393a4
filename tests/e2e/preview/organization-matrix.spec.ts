// Every kind of caller requests every route and page of its own organization and of another. The response matches the
// access matrix, and reveals nothing about the other organization.
import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { roleAtLeast } from "@/lib/access/roles";
import { VIEWER_FIELD } from "@/lib/web/adapters/form-state";
import { ApiClient } from "@/tests/e2e/api-client";
import { ask, formsIn, plainFormsIn, postForm } from "@/tests/e2e/by-cookie";
import { FIXTURES } from "@/tests/e2e/feature-fixtures";
import { ORGANIZATION_REQUESTS } from "@/tests/e2e/organization-requests";
import { TENANT_NAME, KINDS, plantTenant, type Kind, type PlantedTenant } from "@/tests/e2e/planted-tenant";
import { belongingsOf } from "@/tests/factories/belongings";
import { expect, test } from "@/tests/setup/fixtures";

const ROLES = ["readonly", "member", "org_admin"] as const;

interface Entrance {
  method: string;
  /** The path with folder names: /api/v1/organizations/[org]/members/[id]. */
  template: string;
  leastRole: (typeof ROLES)[number];
}

/** Page → the value of `[id]` in its path. */
const PAGE_IDS: Record<string, (tenant: PlantedTenant) => string> = Object.fromEntries(
  FIXTURES.flatMap(({ name, pagesWithId }) =>
    pagesWithId.map((page) => [`/org/[org]${page}`, ({ rows }: PlantedTenant) => rows[name] ?? ""]),
  ),
);

interface FormOfPage {
  /** Values to enter where the page's own values would change nothing or be refused. */
  typed?: (tenant: PlantedTenant, kind: Kind) => Record<string, string>;
  /** SQL that returns whether the form has taken effect in the organization $1. */
  done: string;
}

function formsOf({ forms }: (typeof FIXTURES)[number]): [string, FormOfPage][] {
  return Object.entries(forms).map(([form, { typed, done }]) => [`/org/[org]${form}`, { typed: () => typed ?? {}, done }]);
}

/** Page and button → the form. A form on several pages is listed under the first page. */
const FORMS: Record<string, FormOfPage> = {
  ...Object.fromEntries(FIXTURES.flatMap(formsOf)),
  "/org/[org]/api-keys Create key": {
    typed: () => ({ name: "Example", owner: "user", role: "readonly" }),
    done: "SELECT count(*) = 4 AS done FROM api_keys WHERE organization_id = $1",
  },
  "/org/[org]/api-keys Revoke": {
    typed: ({ apiKeys }, kind) => ({ id: apiKeys[kind === "readonly" ? kind : "member"] }),
    done: "SELECT count(revoked_at) = 1 AS done FROM api_keys WHERE organization_id = $1",
  },
  "/org/[org]/billing $29 a month": {
    done: "SELECT count(*) = 1 AS done FROM stripe_checkouts WHERE organization_id = $1 AND kind = 'subscription'",
  },
  "/org/[org]/billing Buy for $39": {
    done: "SELECT count(*) = 2 AS done FROM stripe_checkouts WHERE organization_id = $1 AND kind = 'credits'",
  },
  "/org/[org]/invitations Send invitation": {
    done: "SELECT count(open_email) = 2 AS done FROM invitations WHERE organization_id = $1",
  },
  "/org/[org]/invitations Resend": {
    done: "SELECT bool_and(sent_at > created_at) AS done FROM invitations WHERE organization_id = $1",
  },
  "/org/[org]/invitations Revoke": {
    done: "SELECT count(revoked_at) = 1 AS done FROM invitations WHERE organization_id = $1",
  },
  "/org/[org]/members Save": {
    typed: ({ membership }) => ({ id: membership, role: "readonly" }),
    done: "SELECT count(*) = 2 AS done FROM memberships WHERE organization_id = $1 AND role = 'readonly'",
  },
  "/org/[org]/members Remove": {
    typed: ({ membership }) => ({ id: membership }),
    done: "SELECT count(*) = 1 AS done FROM memberships WHERE organization_id = $1 AND role = 'member'",
  },
  "/org/[org]/members Leave": { done: "SELECT count(*) = 4 AS done FROM memberships WHERE organization_id = $1" },
  "/org/[org]/settings Save": {
    typed: () => ({ name: "Another name" }),
    done: "SELECT name = 'Another name' AS done FROM organizations WHERE id = $1",
  },
  "/org/[org]/settings Delete organization": {
    typed: () => ({ name: TENANT_NAME }),
    done: "SELECT count(*) = 0 AS done FROM organizations WHERE id = $1",
  },
};
/** Button of a form that is on every page → why the form changes nothing in an organization. */
const OF_THE_FRAME: Record<string, string> = {
  "Sign out": "ends a session, which belongs to a user",
  System: "chooses the color theme of a browser",
  "": "switches to another organization, of which there is none here",
};

async function belowOrganizations(name: string): Promise<string[]> {
  const found = (await readdir("app", { recursive: true })).map((file) => path.join("app", file));
  return found.filter((file) => path.basename(file) === name && file.includes("/[org]/")).sort();
}

const templateOf = (file: string) =>
  `/${file
    .split("/")
    .slice(1, -1)
    .filter((part) => !/^\(.*\)$/.test(part))
    .join("/")}`;

/** The minimum role of each operation, from the access matrix. */
async function leastRoles(): Promise<Map<string, string>> {
  const rows = (await readFile("docs/security/access-matrix.md", "utf8")).matchAll(/^\| `([^`]+)` \| (\w+) \|/gm);
  return new Map([...rows].map(([, name = "", role = ""]) => [name, role]));
}

/** The name of the operation, from the file that defines it or from the route that calls it. */
async function operationName(source: string, identifier: string): Promise<string> {
  const from = new RegExp(`import \\{[^}]*\\b${identifier}\\b[^}]*\\} from "@/([^"]+)"`).exec(source)?.[1];
  const made = from === undefined ? source : await readFile(`${from}.ts`, "utf8");
  const name = new RegExp(`export const ${identifier} = orgOperation\\(\\{\\s*name: "([^"]+)"`).exec(made)?.[1];
  if (name !== undefined) return name;
  const operation = new RegExp(`export const ${identifier} = (?:orgRoute|route)\\((\\w+)`).exec(made)?.[1];
  if (operation === undefined)
    throw new Error(`${identifier} is neither an organization operation nor a route that calls one.`);
  return operationName(made, operation);
}

/** Every method that a route allows, with the minimum role of its operation. */
async function routes(url: string): Promise<Entrance[]> {
  const roles = await leastRoles();
  const found: Entrance[] = [];
  for (const file of await belowOrganizations("route.ts")) {
    const [source, template] = [await readFile(file, "utf8"), templateOf(file)];
    const response = await new ApiClient(url).request("OPTIONS", template.replace("[org]", "any").replace("[id]", "any"));
    const allowed =
      response.headers
        .get("Allow")
        ?.split(", ")
        .filter((method) => !["HEAD", "OPTIONS"].includes(method)) ?? [];
    expect(allowed, `methods of ${template}`).not.toEqual([]);
    for (const method of allowed) {
      const [, operation, route] = new RegExp(`\\b${method}:\\s*(?:orgRoute\\(\\s*(\\w+)|(\\w+))`).exec(source) ?? [];
      const least = roles.get(await operationName(source, operation ?? route ?? ""));
      const leastRole = ROLES.find((role) => role === least);
      if (leastRole === undefined) throw new Error(`${method} ${template} has no role in the access matrix.`);
      found.push({ method, template, leastRole });
    }
  }
  return found;
}

async function pages(): Promise<Entrance[]> {
  const found: Entrance[] = [];
  for (const file of await belowOrganizations("page.tsx")) {
    const least = /requireMember\(\w+(?:, "(\w+)")?\)/.exec(await readFile(file, "utf8"));
    found.push({
      method: "GET",
      template: templateOf(file),
      leastRole: (least?.[1] ?? "readonly") as Entrance["leastRole"],
    });
  }
  return found;
}

const keyOf = ({ method, template }: Entrance) => `${method} ${template}`;

function expectedStatus({ leastRole }: Entrance, kind: Kind, own: boolean, done: RegExp): RegExp {
  if (kind === "nobody") return /^(401|307)$/;
  if (kind === "sys_admin" || !own) return /^404$/;
  return roleAtLeast(kind, leastRole) ? done : /^403$/;
}

/** The response without the parts that differ each time: request ids, nonces, and the requested name. */
const sameForAll = (text: string, ...names: string[]) =>
  names
    .reduce((left, name) => left.replaceAll(name, "NAME"), text)
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID")
    .replaceAll(/nonce(=|\\?":\\?)"?[\w+/=\\]+"?/g, "NONCE");

test.describe("an organization", () => {
  const database: { client?: pg.Client } = {};
  const client = () => database.client as pg.Client;

  test.beforeAll(async ({ app }) => {
    database.client = new pg.Client({ connectionString: app.superuser_database_url ?? "" });
    await client().connect();
  });
  test.afterAll(() => client().end());

  test("answers every kind of caller on every route as the access matrix says", async ({ app }) => {
    test.setTimeout(180_000);
    const found = await routes(app.url);
    expect(found.map(keyOf).sort()).toEqual(Object.keys(ORGANIZATION_REQUESTS).sort());
    const other = await plantTenant(client(), app.url);
    const before = await belongingsOf(client(), other.id);
    for (const entrance of found) {
      const request = (tenant: PlantedTenant, id?: string, kind?: Kind) => {
        const { id: real, body } = ORGANIZATION_REQUESTS[keyOf(entrance)]?.(tenant, kind) ?? {};
        return { target: entrance.template.replace("[org]", tenant.slug).replace("[id]", id ?? real ?? ""), body };
      };
      for (const kind of KINDS) {
        const own = await plantTenant(client(), app.url);
        for (const tenant of [other, own]) {
          const { target, body } = request(tenant, undefined, kind);
          const answer = await ask(app.url, entrance.method, target, own.cookies[kind], body);
          expect(`${answer.status}`, `${keyOf(entrance)} as ${kind}, ${tenant === own ? "own" : "another"}`).toMatch(
            expectedStatus(entrance, kind, tenant === own, /^20[0-4]$/),
          );
        }
      }
      const own = await plantTenant(client(), app.url);
      const tell = async (tenant: PlantedTenant, id?: string) => {
        const { target, body } = request(tenant, id);
        const answer = await ask(app.url, entrance.method, target, own.cookies.org_admin, body);
        return sameForAll(JSON.stringify([answer.status, answer.text]), tenant.slug);
      };
      const nowhere = { ...own, slug: `tenant-${randomUUID().slice(0, 8)}` };
      expect(await tell(other)).toBe(await tell(nowhere));
      if (entrance.template.includes("[id]")) {
        const { id } = ORGANIZATION_REQUESTS[keyOf(entrance)]?.(other) ?? {};
        const foreign = await tell(own, id);
        expect(foreign).toBe(await tell(own, randomUUID()));
        expect(foreign).toBe(await tell(own, "no-id-at-all"));
        expect(foreign).toContain("404");
      }
    }
    expect(await belongingsOf(client(), other.id)).toEqual(before);
  });

  test("shows every page only to the roles that may open it, and reveals nothing to others", async ({ app }) => {
    test.setTimeout(180_000);
    const other = await plantTenant(client(), app.url);
    for (const entrance of await pages()) {
      const own = await plantTenant(client(), app.url);
      const target = (tenant: PlantedTenant, id = PAGE_IDS[entrance.template]?.(tenant)) =>
        entrance.template.replace("[org]", tenant.slug).replace("[id]", id ?? "");
      for (const kind of KINDS) {
        for (const tenant of [other, own]) {
          const answer = await ask(app.url, "GET", target(tenant), own.cookies[kind]);
          expect(`${answer.status}`, `${entrance.template} as ${kind}, ${tenant === own ? "own" : "another"}`).toMatch(
            expectedStatus(entrance, kind, tenant === own, /^200$/),
          );
          if (kind === "nobody") expect(answer.location).toMatch(/^\/login\?next=/);
        }
      }
      const tell = async (tenant: PlantedTenant, id?: string) =>
        sameForAll((await ask(app.url, "GET", target(tenant, id), own.cookies.org_admin)).text, tenant.slug);
      expect(await tell(other)).toBe(await tell({ ...other, slug: `tenant-${randomUUID().slice(0, 8)}` }));
      if (entrance.template.includes("[id]"))
        expect(await tell(own, PAGE_IDS[entrance.template]?.(other))).toBe(await tell(own, randomUUID()));
    }
  });

  test("accepts every form only from the roles to which its page offers the form", async ({ app, page }) => {
    test.setTimeout(180_000);
    const tried = new Map<string, string>();
    const pageFor = (template: string, tenant: PlantedTenant) =>
      template.replace("[org]", tenant.slug).replace("[id]", PAGE_IDS[template]?.(tenant) ?? "");
    const htmlFor = async (template: string, tenant: PlantedTenant, kind: Kind) => {
      const { status, text } = await ask(app.url, "GET", pageFor(template, tenant), tenant.cookies[kind]);
      return status === 200 ? text : "";
    };
    const isDone = async (sql: string, tenant: PlantedTenant) =>
      (await client().query<{ done: boolean }>(sql, [tenant.id])).rows[0]?.done;
    /** Names the sender as the form's user, so that only missing rights can refuse the form. */
    const renderedFor = (user: string | null, fields: [string, string][]) =>
      fields.map(([name, value]): [string, string] => [name, name === VIEWER_FIELD ? (user ?? value) : value]);
    /** The fields of one form of a page as an admin of the organization would submit it. */
    async function filledIn(
      template: string,
      action: string,
      tenant: PlantedTenant,
      typed: Record<string, string>,
    ): Promise<[string, string][]> {
      const form = (await formsIn(page, await htmlFor(template, tenant, "org_admin"))).find(
        (each) => each.action === action,
      );
      const fields = form?.fields ?? [];
      expect(fields.map(([name]) => name)).toEqual(expect.arrayContaining(["org", ...Object.keys(typed)]));
      return fields.map(([name, value]) => [name, typed[name] ?? value]);
    }

    for (const { template } of await pages()) {
      const first = await plantTenant(client(), app.url);
      const html = await htmlFor(template, first, "org_admin");
      for (const { action } of await plainFormsIn(page, html))
        expect(Object.keys(ORGANIZATION_REQUESTS)).toContain(`POST ${action.replace(first.slug, "[org]")}`);
      for (const { action, label } of await formsIn(page, html)) {
        if (tried.has(action)) continue;
        const name = label in OF_THE_FRAME ? label : `${template} ${label}`;
        tried.set(action, name);
        const form = FORMS[name];
        if (!form) continue;
        const own = await plantTenant(client(), app.url);
        const fields = await filledIn(template, action, own, form.typed?.(own, "org_admin") ?? {});
        const offered: Kind[] = [];
        for (const kind of ROLES)
          if ((await formsIn(page, await htmlFor(template, own, kind))).some((each) => each.action === action))
            offered.push(kind);
        const others = KINDS.filter((kind) => !offered.includes(kind)).map((kind) => [own, kind] as const);
        const before = await belongingsOf(client(), own.id);
        for (const [tenant, kind] of [...others, [first, "org_admin"] as const]) {
          await (
            await postForm(app.url, pageFor(template, own), renderedFor(tenant.users[kind], fields), tenant.cookies[kind])
          ).arrayBuffer();
          expect(await belongingsOf(client(), own.id), name).toEqual(before);
        }
        for (const kind of offered) {
          const tenant = kind === "org_admin" ? own : await plantTenant(client(), app.url);
          expect(await isDone(form.done, tenant), `${name}, before`).toBe(false);
          const theirs = await filledIn(template, action, tenant, form.typed?.(tenant, kind) ?? {});
          await (
            await postForm(app.url, pageFor(template, tenant), renderedFor(tenant.users[kind], theirs), tenant.cookies[kind])
          ).arrayBuffer();
          expect(await isDone(form.done, tenant), `${name}, as ${kind}`).toBe(true);
        }
      }
    }
    expect([...tried.values()].sort()).toEqual([...Object.keys(FORMS), ...Object.keys(OF_THE_FRAME)].sort());
  });
});
