// Every route and page below an organization, as every kind of caller, in front of their own organization and of another
// one: what they get is what the access matrix says, and of what is not theirs they learn nothing.
import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { roleAtLeast } from "@/lib/access/roles";
import { ask, formsIn, postForm, type Body } from "@/tests/e2e/by-cookie";
import { HOUSE_NAME, KINDS, plantHouse, type Kind, type PlantedHouse } from "@/tests/e2e/planted-house";
import { belongingsOf } from "@/tests/factories/belongings";
import { expect, test } from "@/tests/setup/fixtures";

const API = "app/api/v1/organizations/[org]";
const PAGES = "app/(organization)/org/[org]";

interface Entrance {
  method: string;
  /** As in the folder names: /api/v1/organizations/[org]/members/[id]. */
  template: string;
  leastRole: "readonly" | "member" | "org_admin";
}

/** What would do its work, and what `[id]` stands for. */
const REQUESTS: Record<string, (house: PlantedHouse) => { id?: string; body?: Body }> = {
  "GET /api/v1/organizations/[org]": () => ({}),
  "PATCH /api/v1/organizations/[org]": () => ({ body: { name: "Another name" } }),
  "DELETE /api/v1/organizations/[org]": () => ({ body: { name: HOUSE_NAME } }),
  "GET /api/v1/organizations/[org]/audit-log": () => ({}),
  "GET /api/v1/organizations/[org]/settings": () => ({}),
  "GET /api/v1/organizations/[org]/invitations": () => ({}),
  "POST /api/v1/organizations/[org]/invitations": () => ({ body: { email: `${randomUUID()}@example.com`, role: "member" } }),
  "DELETE /api/v1/organizations/[org]/invitations/[id]": ({ invitation }) => ({ id: invitation }),
  "POST /api/v1/organizations/[org]/invitations/[id]/resend": ({ invitation }) => ({ id: invitation }),
  "GET /api/v1/organizations/[org]/members": () => ({}),
  "PATCH /api/v1/organizations/[org]/members/[id]": ({ membership }) => ({ id: membership, body: { role: "readonly" } }),
  "DELETE /api/v1/organizations/[org]/members/[id]": ({ membership }) => ({ id: membership }),
  "GET /api/v1/organizations/[org]/notes": () => ({}),
  "POST /api/v1/organizations/[org]/notes": () => ({ body: { title: "Another", content: "" } }),
  "GET /api/v1/organizations/[org]/notes/[id]": ({ note }) => ({ id: note }),
  "PUT /api/v1/organizations/[org]/notes/[id]": ({ note }) => ({ id: note, body: { title: "Changed", content: "" } }),
  "DELETE /api/v1/organizations/[org]/notes/[id]": ({ note }) => ({ id: note }),
};
/** What `[id]` of a page stands for. */
const PAGE_IDS: Record<string, (house: PlantedHouse) => string> = {
  "/org/[org]/notes/[id]": ({ note }) => note,
};

/** How many forms of a page change something of the organization; one of several pages counts for the first of them. */
const FORMS: Record<string, number> = {
  "/org/[org]/invitations": 3,
  "/org/[org]/members": 3,
  "/org/[org]/notes/[id]": 2,
  "/org/[org]/notes/new": 1,
  // To delete the organization, one types its name first.
  "/org/[org]/settings": 1,
};

async function filesNamed(folder: string, name: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true });
  return found.filter((file) => path.basename(file) === name).map((file) => path.join(folder, file)).sort();
}

const templateOf = (file: string) => `/${file.split("/").slice(1, -1).filter((part) => !/^\(.*\)$/.test(part)).join("/")}`;

/** The least role of each operation, as the access matrix has it. */
async function leastRoles(): Promise<Map<string, string>> {
  const rows = (await readFile("docs/security/access-matrix.md", "utf8")).matchAll(/^\| `([^`]+)` \| (\w+) \|/gm);
  return new Map([...rows].map(([, name = "", role = ""]) => [name, role]));
}

/** The operation's name, from the file that makes it. */
async function operationName(source: string, identifier: string): Promise<string> {
  const from = new RegExp(`import \\{[^}]*\\b${identifier}\\b[^}]*\\} from "@/([^"]+)"`).exec(source)?.[1] ?? "";
  const made = await readFile(`${from}.ts`, "utf8");
  return new RegExp(`export const ${identifier} = orgOperation\\(\\{\\s*name: "([^"]+)"`).exec(made)?.[1] ?? "";
}

async function routes(): Promise<Entrance[]> {
  const roles = await leastRoles();
  const found: Entrance[] = [];
  for (const file of await filesNamed(API, "route.ts")) {
    const source = await readFile(file, "utf8");
    for (const [, method = "", adapter = "", identifier = ""] of source.matchAll(/\b(GET|POST|PUT|PATCH|DELETE): (\w+)\((\w+)/g)) {
      const name = adapter.startsWith("org") ? await operationName(source, identifier) : "";
      found.push({ method, template: templateOf(file), leastRole: roles.get(name) as Entrance["leastRole"] });
    }
  }
  return found;
}

async function pages(): Promise<Entrance[]> {
  const found: Entrance[] = [];
  for (const file of await filesNamed(PAGES, "page.tsx")) {
    const least = /requireMember\(\w+(?:, "(\w+)")?\)/.exec(await readFile(file, "utf8"));
    found.push({ method: "GET", template: templateOf(file), leastRole: (least?.[1] ?? "readonly") as Entrance["leastRole"] });
  }
  return found;
}

const keyOf = ({ method, template }: Entrance) => `${method} ${template}`;

function expectedStatus({ leastRole }: Entrance, kind: Kind, own: boolean, done: RegExp): RegExp {
  if (kind === "nobody") return /^(401|307)$/;
  if (kind === "sys_admin" || !own) return /^404$/;
  return roleAtLeast(kind, leastRole) ? done : /^403$/;
}

/** Without what is new in every answer: request ids, nonces, and the name that was asked for. */
const sameForAll = (text: string, ...names: string[]) =>
  names.reduce((left, name) => left.replaceAll(name, "NAME"), text)
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID")
    .replaceAll(/nonce(=|\\?":\\?)"?[\w+/=\\]+"?/g, "NONCE");

test.describe("below an organization", () => {
  const database: { client?: pg.Client } = {};
  const client = () => database.client as pg.Client;

  test.beforeAll(async ({ app }) => {
    database.client = new pg.Client({ connectionString: app.superuser_database_url ?? "" });
    await client().connect();
  });
  test.afterAll(() => client().end());

  test("every route answers every kind of caller as the access matrix says", async ({ app }) => {
    test.setTimeout(180_000);
    const found = await routes();
    expect(found.map(keyOf).sort()).toEqual(Object.keys(REQUESTS).sort());
    const other = await plantHouse(client());
    const before = await belongingsOf(client(), other.id);
    for (const entrance of found) {
      const request = (house: PlantedHouse, id?: string) => {
        const { id: real, body } = REQUESTS[keyOf(entrance)]?.(house) ?? {};
        return { target: entrance.template.replace("[org]", house.slug).replace("[id]", id ?? real ?? ""), body };
      };
      for (const kind of KINDS) {
        const own = await plantHouse(client());
        for (const house of [other, own]) {
          const { target, body } = request(house);
          const answer = await ask(app.url, entrance.method, target, own.cookies[kind], body);
          expect(`${answer.status}`, `${keyOf(entrance)} as ${kind}, ${house === own ? "own" : "another"}`).toMatch(
            expectedStatus(entrance, kind, house === own, /^20[0-4]$/),
          );
        }
      }
      const own = await plantHouse(client());
      const tell = async (house: PlantedHouse, id?: string) => {
        const { target, body } = request(house, id);
        const answer = await ask(app.url, entrance.method, target, own.cookies.org_admin, body);
        return sameForAll(JSON.stringify([answer.status, answer.text]), house.slug);
      };
      const nowhere = { ...own, slug: `house-${randomUUID().slice(0, 8)}` };
      expect(await tell(other)).toBe(await tell(nowhere));
      if (entrance.template.includes("[id]")) {
        const { id } = REQUESTS[keyOf(entrance)]?.(other) ?? {};
        const foreign = await tell(own, id);
        expect(foreign).toBe(await tell(own, randomUUID()));
        expect(foreign).toBe(await tell(own, "no-id-at-all"));
        expect(foreign).toContain("404");
      }
    }
    expect(await belongingsOf(client(), other.id)).toEqual(before);
  });

  test("every page opens for whom it is, and tells others nothing", async ({ app }) => {
    test.setTimeout(180_000);
    const other = await plantHouse(client());
    for (const entrance of await pages()) {
      const own = await plantHouse(client());
      const target = (house: PlantedHouse, id = PAGE_IDS[entrance.template]?.(house)) => entrance.template.replace("[org]", house.slug).replace("[id]", id ?? "");
      for (const kind of KINDS) {
        for (const house of [other, own]) {
          const answer = await ask(app.url, "GET", target(house), own.cookies[kind]);
          expect(`${answer.status}`, `${entrance.template} as ${kind}, ${house === own ? "own" : "another"}`).toMatch(
            expectedStatus(entrance, kind, house === own, /^200$/),
          );
          if (kind === "nobody") expect(answer.location).toMatch(/^\/login\?next=/);
        }
      }
      const tell = async (house: PlantedHouse, id?: string) =>
        sameForAll((await ask(app.url, "GET", target(house, id), own.cookies.org_admin)).text, house.slug);
      expect(await tell(other)).toBe(await tell({ ...other, slug: `house-${randomUUID().slice(0, 8)}` }));
      if (entrance.template.includes("[id]")) expect(await tell(own, PAGE_IDS[entrance.template]?.(other))).toBe(await tell(own, randomUUID()));
    }
  });

  test("every form of a page does its work for whom it is offered to, and nothing for others", async ({ app, page }) => {
    test.setTimeout(180_000);
    const tried = new Set<string>();
    const worked: Record<string, number> = {};
    for (const entrance of await pages()) {
      const pathIn = (house: PlantedHouse) => entrance.template.replace("[org]", house.slug).replace("[id]", PAGE_IDS[entrance.template]?.(house) ?? "");
      const formsFor = async (house: PlantedHouse, kind: Kind) => {
        const { status, text } = await ask(app.url, "GET", pathIn(house), house.cookies[kind]);
        return status === 200 ? formsIn(page, text) : [];
      };
      const offered = await formsFor(await plantHouse(client()), "org_admin");
      for (const { action } of offered) {
        if (tried.has(action)) continue;
        const own = await plantHouse(client());
        const stranger = (await plantHouse(client())).cookies.org_admin;
        const form = (await formsFor(own, "org_admin")).find((each) => each.action === action);
        const others: (string | null)[] = [null, own.cookies.sys_admin, stranger];
        for (const kind of ["readonly", "member"] as const) {
          const theirs = await formsFor(own, kind);
          if (!theirs.some((each) => each.action === action)) others.push(own.cookies[kind]);
        }
        const before = await belongingsOf(client(), own.id);
        for (const cookie of others) {
          await postForm(app.url, pathIn(own), form?.fields ?? [], cookie);
          expect(await belongingsOf(client(), own.id), `${entrance.template} ${String(form?.fields)}`).toEqual(before);
        }
        await postForm(app.url, pathIn(own), form?.fields ?? [], own.cookies.org_admin);
        tried.add(action);
        const changed = JSON.stringify(await belongingsOf(client(), own.id)) !== JSON.stringify(before);
        if (changed) worked[entrance.template] = (worked[entrance.template] ?? 0) + 1;
      }
    }
    // Signing out and switching change nothing of the organization; the others do.
    expect(worked).toEqual(FORMS);
  });
});
