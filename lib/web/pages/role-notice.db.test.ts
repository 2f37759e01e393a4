// The 403 page of a member whose role is too low: which role the page needs, and admins of this organization only.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { OrganizationRole } from "@/lib/access/roles";
import { inSystemTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { requestContext } from "@/lib/observability/request-context";
import { requireMember } from "@/lib/web/adapters/require";
import { createMember, createPerson, uniqueEmail } from "@/tests/factories/callers";
import { whileRendering } from "@/tests/factories/browser-request";

const configured = { ...env() };

afterEach(() => Object.assign(env(), configured));

const rename = (id: string, name: string) => inSystemTransaction((db) => db.user.update({ where: { id }, data: { name } }));

const suspend = (id: string) =>
  inSystemTransaction((db) => db.user.update({ where: { id }, data: { suspendedAt: new Date() } }));

async function addMembers(organizationId: string, count: number): Promise<void> {
  const people = Array.from({ length: count }, () => ({ id: randomUUID(), email: uniqueEmail(), name: "Mo" }));
  await inSystemTransaction(async (db) => {
    await db.user.createMany({ data: people });
    await db.membership.createMany({
      data: people.map(({ id }) => ({ organizationId, userId: id, role: "member" as const })),
    });
  });
}

/** While `work` runs, organizations' transactions cannot read whether a user is suspended. */
async function withoutSuspensions(work: () => Promise<void>): Promise<void> {
  const owner = new pg.Client({ connectionString: env().DATABASE_URL });
  await owner.connect();
  const { rows } = await owner.query<{ role: string }>("SELECT quote_ident(tenant_role()) AS role");
  await owner.query(`REVOKE SELECT ("suspended_at") ON "users" FROM ${rows[0]?.role}`);
  try {
    await work();
  } finally {
    await owner.query(`GRANT SELECT ("suspended_at") ON "users" TO ${rows[0]?.role}`);
    await owner.end();
  }
}

/** The HTML with which the page is refused. */
async function refusal(slug: string, least: OrganizationRole, { token }: { token: string }): Promise<string> {
  const path = `/org/${slug}/settings`;
  const page = await whileRendering(path, { session: token }, async () => {
    await expect(requireMember(slug, least)).rejects.toThrow();
    return requestContext()?.replacementPage;
  });
  return `${page?.status} ${page?.html}`;
}

describe("the notice about a role that is too low", () => {
  it("names the needed role, the reader's own, and the admin, as text", async () => {
    const { organization, user } = await createPerson();
    const reader = await createMember(organization, "readonly");
    await rename(user.id, "Ada <b>Mason");
    const html = await refusal(organization.slug, "org_admin", reader.session);
    expect(html).toMatch(/^403 /);
    expect(html).toContain("only admins can open it, and you are a reader. Ada &lt;b&gt;Mason is an admin of ");
    expect(await refusal(organization.slug, "member", reader.session)).toContain("only members and admins can open it");
  });

  it("names no suspended admin, and no one if every admin is suspended", async () => {
    const { organization, user } = await createPerson();
    const other = await createMember(organization, "org_admin");
    const reader = await createMember(organization, "readonly");
    await rename(user.id, "Ada Suspended");
    await rename(other.user.id, "Bo Active");
    await suspend(user.id);
    const html = await refusal(organization.slug, "org_admin", reader.session);
    expect(html).toContain("you are a reader. Bo Active is an admin of ");
    expect(html).not.toContain("Ada Suspended");
    await suspend(other.user.id);
    const general = await refusal(organization.slug, "org_admin", reader.session);
    expect(general).toContain("This page needs a higher role than yours. Ask an admin of ");
    expect(general).not.toMatch(/Ada Suspended|Bo Active/);
  });

  it("names an admin who joined after more members than a page of the list shows", async () => {
    const { organization, user } = await createPerson();
    const reader = await createMember(organization, "readonly");
    await suspend(user.id);
    await addMembers(organization.id, 60);
    const late = await createMember(organization, "org_admin");
    await rename(late.user.id, "Cleo Late");
    expect(await refusal(organization.slug, "org_admin", reader.session)).toContain("Cleo Late is an admin of ");
  });

  it("names at most three admins of this organization, those who joined first, and no other members", async () => {
    const [{ organization, user }, foreign] = [await createPerson(), await createPerson()];
    const joined = [user.id];
    for (const role of ["member", "org_admin", "org_admin", "org_admin"] as const)
      joined.push((await createMember(organization, role)).user.id);
    for (const [index, id] of joined.entries()) await rename(id, `Person ${index}`);
    await rename(foreign.user.id, "Person elsewhere");
    const { session } = await createMember(organization, "member");
    const html = await refusal(organization.slug, "org_admin", session);
    expect(html).toContain("you are a member. Person 0, Person 2, and Person 3 are admins of ");
    expect(html).not.toMatch(/Person (?:1|4|elsewhere)/);
  });

  it("traces the refusal even if the admins cannot be read, and reports that error", async () => {
    const { organization } = await createPerson();
    const { session } = await createMember(organization, "member");
    const written: string[] = [];
    env().LOG_LEVEL = "info";
    vi.spyOn(process.stdout, "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
    await withoutSuspensions(() =>
      whileRendering(`/org/${organization.slug}/settings`, { session: session.token }, () =>
        expect(requireMember(organization.slug, "org_admin")).rejects.toMatchObject({ code: "INTERNAL_ERROR" }),
      ),
    );
    const lines = written.map((line) => JSON.parse(line) as { message: string; code?: string });
    expect(lines.map(({ message, code }) => code ?? message)).toEqual(["ACCESS_DENIED", "operation failed"]);
  });

  it("names no one to a user who is not a member", async () => {
    const [{ organization, user }, stranger] = [await createPerson(), await createPerson()];
    await rename(user.id, "Person hidden");
    const html = await refusal(organization.slug, "org_admin", stranger.session);
    expect(html).toMatch(/^404 /);
    expect(html).not.toContain("Person hidden");
  });
});
