// The frame around a notice, by the role of the reader: it has links to what they may open, and to nothing else.
import { describe, expect, it } from "vitest";
import { whileRendering } from "@/tests/factories/browser-request";
import { roleAtLeast, type OrganizationRole } from "@/lib/access/roles";
import { generateToken } from "@/lib/crypto/random";
import { inSystemTransaction } from "@/lib/db/transaction";
import { FEATURES } from "@/lib/features/features";
import { createMember, createPerson } from "@/tests/factories/callers";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { frameOfNotice } from "./notice-frame";

const ACCOUNT = ["Profile", "E-mail address", "Password", "Connections", "Sessions", "Export your data", "Delete account"];
const CONSOLE = ["Overview", "Organizations", "Users", "Plans", "AI usage", "Webhooks", "Audit log", "Settings"];
const ADMIN = ["Invitations", "API keys", "Usage", "Billing", "Audit log", "Settings"];

const featuresFor = (role: OrganizationRole) =>
  FEATURES.filter(({ navigation }) => roleAtLeast(role, navigation.minRole)).map(({ navigation }) => navigation.label);

const frameAt = (path: string, session?: { token: string }) =>
  whileRendering(path, session ? { session: session.token } : {}, frameOfNotice);

/** Section → the labels of its links. */
async function linksAt(path: string, session: { token: string }): Promise<Record<string, string[]>> {
  const { sections = [] } = (await frameAt(path, session)) ?? {};
  return Object.fromEntries(sections.map(({ title, links }) => [title, links.map(({ label }) => label)]));
}

const suspend = (id: string) =>
  inSystemTransaction((db) => db.organization.update({ where: { id }, data: { suspendedAt: new Date() } }));

describe("the frame around a notice", () => {
  it("is missing for a guest, and for a session that does not exist", async () => {
    expect(await frameAt("/org/acme/none")).toBeNull();
    expect(await frameAt("/org/acme/none", { token: generateToken() })).toBeNull();
  });

  it.each([
    ["readonly", "Reader", ["API keys"]],
    ["member", "Member", ["API keys", "Usage"]],
    ["org_admin", "Admin", ADMIN],
  ] as const)("has the organization's pages that the role %s may read", async (role, word, more) => {
    const { organization } = await createPerson();
    const { session, user } = await createMember(organization, role);
    const home = `/org/${organization.slug}`;
    expect(await linksAt(`${home}/none`, session)).toEqual({
      Organization: ["Dashboard", ...featuresFor(role), "Members", ...more],
    });
    expect(await frameAt(`${home}/members/none`, session)).toMatchObject({
      home,
      way: { href: home },
      organizations: [{ role: word, href: home, isCurrent: true }],
      person: { email: user.email },
    });
    expect(await linksAt("/admin/users", session)).toEqual(await linksAt(`${home}/none`, session));
    expect(await linksAt("/account/none", session)).toEqual({ Account: ACCOUNT });
  });

  it("has the user's own organization, not the one in the URL, for a user who is not a member", async () => {
    const [{ session, organization }, foreign] = [await createPerson(), await createPerson()];
    const frame = await frameAt(`/org/${foreign.organization.slug}/members`, session);
    expect(frame).toMatchObject({ home: `/org/${organization.slug}` });
    expect(JSON.stringify(frame)).not.toContain(foreign.organization.slug);
  });

  it("has the console's pages for a system admin in the console, and a link to it elsewhere", async () => {
    const { session } = await createSystemAdmin();
    expect(await linksAt("/admin/none", session)).toEqual({ "System console": CONSOLE });
    expect(await linksAt("/none", session)).toEqual({ Account: ACCOUNT, System: ["System console"] });
  });

  it("names a suspended organization but has none of its pages", async () => {
    const { session, organization } = await createPerson();
    await suspend(organization.id);
    const home = `/org/${organization.slug}`;
    expect(await linksAt(`${home}/members`, session)).toEqual({ Account: ACCOUNT });
    expect(await frameAt(home, session)).toMatchObject({
      way: { href: "/account/profile" },
      organizations: [{ role: "Suspended", href: home, isCurrent: false }],
    });
  });
});
