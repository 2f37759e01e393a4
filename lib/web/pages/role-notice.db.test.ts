// The 403 page of a member whose role is too low: which role the page needs, and admins of this organization only.
import { describe, expect, it } from "vitest";
import type { OrganizationRole } from "@/lib/access/roles";
import { inSystemTransaction } from "@/lib/db/transaction";
import { requestContext } from "@/lib/observability/request-context";
import { requireMember } from "@/lib/web/adapters/require";
import { createMember, createPerson } from "@/tests/factories/callers";
import { whileRendering } from "@/tests/factories/browser-request";

const rename = (id: string, name: string) => inSystemTransaction((db) => db.user.update({ where: { id }, data: { name } }));

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

  it("names no one to a user who is not a member", async () => {
    const [{ organization, user }, stranger] = [await createPerson(), await createPerson()];
    await rename(user.id, "Person hidden");
    const html = await refusal(organization.slug, "org_admin", stranger.session);
    expect(html).toMatch(/^404 /);
    expect(html).not.toContain("Person hidden");
  });
});
