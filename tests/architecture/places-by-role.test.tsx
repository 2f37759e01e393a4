// A link is offered to exactly the roles that the operations of its page accept. Hiding a link protects nothing, but a link
// to a page that refuses its reader, and a page without a link, are both mistakes.
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { organizationItems } from "@/app/(organization)/org/[org]/organization-items";
import { CONSOLE_SECTION } from "@/app/(admin)/admin/console-places";
import { paletteGroups } from "@/app/palette-groups";
import type { MemberActor, UserActor } from "@/lib/access/actor";
import { ROLE_PRECEDENCE, type OrganizationRole, type Role } from "@/lib/access/roles";
import { FEATURES } from "@/lib/features/features";
import { placesIn } from "@/lib/web/pages/places";
import { sessionCredential } from "@/tests/factories/credentials";
import { loadOperations } from "../../scripts/access-matrix";
import { descendants, filesIn, importedNames, isCode, isTest, parse, resolveImport } from "./source";

const ROLES: OrganizationRole[] = ["readonly", "member", "org_admin"];
const PAGES = "app/(organization)/org/[org]";
const known = new Set(["app", "lib"].flatMap(filesIn).filter((file) => isCode(file) && !isTest(file)));

let roleOf = new Map<string, string>();

beforeAll(async () => {
  roleOf = new Map((await loadOperations()).map(({ name, minRole }) => [name, minRole]));
}, 30_000);

/** The value of an exported const. */
function exported(file: string, name: string): ts.Expression | undefined {
  const declarations = [...descendants(parse(file))].filter(ts.isVariableDeclaration);
  return declarations.find((each) => each.name.getText() === name)?.initializer;
}

/** The name of the operation that a file exports under this name. */
function operationIn(file: string, name: string): string | undefined {
  const value = exported(file, name);
  const [spec] = value && ts.isCallExpression(value) ? value.arguments : [];
  if (!spec || !ts.isObjectLiteralExpression(spec)) return undefined;
  const given = spec.properties.filter(ts.isPropertyAssignment).find((each) => each.name.getText() === "name")?.initializer;
  return given && ts.isStringLiteral(given) && roleOf.has(given.text) ? given.text : undefined;
}

const isEntrance = (file: string) => file.endsWith("/actions.ts") || file.startsWith("lib/web/entrances/");

/** The operations that a file imports, and those behind the actions that it imports. */
function operationsOf(file: string, within: ts.Node = parse(file)): string[] {
  const used = new Set([...descendants(within)].filter(ts.isIdentifier).map(({ text }) => text));
  return [...importedNames(parse(file))].flatMap(([local, { name, from }]) => {
    const target = used.has(local) ? resolveImport(file, from, known) : undefined;
    if (target === undefined) return [];
    const operation = operationIn(target, name);
    if (operation !== undefined) return [operation];
    const value = isEntrance(target) ? exported(target, name) : undefined;
    // Searches from the parent: in `export const a = b`, the value `b` has no descendants.
    return value ? operationsOf(target, value.parent) : [];
  });
}

const least = (operations: string[]) =>
  operations
    .map((name) => roleOf.get(name) as Role)
    .toSorted((one, other) => ROLE_PRECEDENCE[one] - ROLE_PRECEDENCE[other])
    .at(-1);

/** The operations that a page calls while it is rendered. */
const readBy = (page: string) => operationsOf(page).filter((name) => !behindActions(page).includes(name));

function behindActions(page: string): string[] {
  return [...importedNames(parse(page))].flatMap(([, { name, from }]) => {
    const target = resolveImport(page, from, known);
    const value = target?.endsWith("/actions.ts") ? exported(target, name) : undefined;
    return target !== undefined && value ? operationsOf(target, value.parent) : [];
  });
}

describe("the sidebar", () => {
  it("has a link to each page for exactly the roles that may read it", () => {
    const everything = placesIn("acme", "org_admin");
    expect(everything.length).toBeGreaterThanOrEqual(5 + FEATURES.length);
    for (const { href } of everything) {
      const page = `${PAGES}${href.replace("/org/acme", "")}/page.tsx`;
      const offered = ROLES.find((role) => placesIn("acme", role).some((place) => place.href === href));
      expect([page, offered]).toEqual([page, least(readBy(page))]);
    }
  });
});

describe("the features", () => {
  it("declare the roles that their pages need", () => {
    for (const { name, navigation, create } of FEATURES) {
      const creating = operationsOf(`${PAGES}${create.path}/page.tsx`);
      expect(creating.some((operation) => operation.startsWith(`${name}.`))).toBe(true);
      expect({ name, read: navigation.minRole, create: create.minRole }).toEqual({
        name,
        read: least(readBy(`${PAGES}/${name}/page.tsx`)),
        create: least(creating),
      });
    }
  });
});

const USER = { id: "1", email: "ada@example.com", name: "Ada", isSystemAdmin: false };
const credential = sessionCredential();
const ACME = { id: "a", slug: "acme", name: "Acme", suspended: false };
const member = (role: OrganizationRole): MemberActor => ({
  kind: "member",
  user: USER,
  credential,
  organization: ACME,
  role,
});
const outside: UserActor = { kind: "user", user: USER, credential };
const ORGANIZATIONS = [
  { id: "a", slug: "acme", name: "Acme", role: "member", suspended: false },
  { id: "b", slug: "bolt", name: "Bolt", role: "member", suspended: false },
  { id: "c", slug: "closed", name: "Closed", role: "org_admin", suspended: true },
] as const;

const labelsOf = (
  pick: (feature: (typeof FEATURES)[number]) => { label: string; minRole: OrganizationRole },
  role: string,
) =>
  FEATURES.map(pick)
    .filter(({ minRole }) => ROLES.indexOf(role as OrganizationRole) >= ROLES.indexOf(minRole))
    .map(({ label }) => label);

const ACCOUNT = ["Profile", "E-mail address", "Password", "Connections", "Sessions", "Export your data", "Delete account"];
const SYSTEM = ["Overview", "Organizations", "Users", "Plans", "AI usage", "Webhooks", "Audit log", "Settings"];
const ADMIN = ["Invitations", "API keys", "Usage", "Billing", "Audit log", "Settings"];

function groupsOf(actor: MemberActor | UserActor, mayCreate: boolean): Record<string, string[]> {
  const title = "Organization";
  const place = actor.kind === "member" ? { title, items: organizationItems("acme", actor.role) } : CONSOLE_SECTION;
  const groups = paletteGroups({ actor, sections: [place], organizations: [...ORGANIZATIONS], mayCreate });
  return Object.fromEntries(groups.map((group) => [group.title, group.targets.map(({ label }) => label)]));
}

describe("the command palette", () => {
  it.each([
    ["readonly", [], ["API keys"]],
    ["member", [], ["API keys", "Usage"]],
    ["org_admin", ["Invite people"], ADMIN],
  ] as const)("offers a member with the role %s what this role may do and read", (role, actions, pages) => {
    expect(groupsOf(member(role), true)).toEqual({
      Actions: [...labelsOf(({ create }) => create, role), ...actions, "New organization"],
      Organization: ["Dashboard", ...labelsOf(({ navigation }) => navigation, role), "Members", ...pages],
      Account: ACCOUNT,
      "Other organizations": ["Bolt"],
    });
  });

  it("offers nothing to create to a reader who may not create organizations", () => {
    expect(Object.keys(groupsOf(member("readonly"), false))).toEqual(["Organization", "Account", "Other organizations"]);
  });

  it("offers a system admin in the console the console's pages, and the organizations of which they are a member", () => {
    expect(groupsOf(outside, false)).toEqual({
      [CONSOLE_SECTION.title]: SYSTEM,
      Account: ACCOUNT,
      "Other organizations": ["Acme", "Bolt"],
    });
  });

  it("switches to an organization by its slug, never to the current one or a suspended one", () => {
    const groups = paletteGroups({
      actor: member("member"),
      sections: [],
      organizations: [...ORGANIZATIONS],
      mayCreate: false,
    });
    expect(groups.flatMap(({ targets }) => targets.flatMap(({ organization }) => organization ?? []))).toEqual(["bolt"]);
  });
});
