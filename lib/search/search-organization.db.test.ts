import { describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { anonymous, createMember, createPerson } from "@/tests/factories/callers";
import { FIXTURES } from "@/tests/factories/feature-fixtures";
import { searchOrganization } from "./search-organization";

describe("searching an organization", () => {
  it("finds members by email address, and items of every feature, but nothing of other organizations", async () => {
    const founder = await createPerson();
    const { organization } = founder;
    const reader = await createMember(organization, "readonly");
    const stranger = await createPerson();
    const word = `word${organization.id.slice(-6)}`;
    for (const { insert } of FIXTURES) {
      for (const { organization: place, user } of [founder, stranger]) {
        await inSystemTransaction((db) =>
          insert(db, { organizationId: place.id, authorId: user.id }, { short: `Has ${word}`, long: "text" }),
        );
      }
    }
    const caller = await reader.caller();
    const { groups } = await searchOrganization(caller, { search: word });
    expect(groups.map(({ hits }) => hits.map(({ label }) => label))).toEqual(FIXTURES.map(() => [`Has ${word}`]));
    const people = await searchOrganization(caller, { search: reader.user.email });
    expect(people.groups).toMatchObject([{ title: "Members", hits: [{ hint: reader.user.email }] }]);
    expect((await searchOrganization(caller, { search: stranger.user.email })).groups).toEqual([]);
  });

  it("lists members first if the search is the beginning of a name, and names that begin with it before other names", async () => {
    const { organization, user } = await createPerson();
    const reader = await createMember(organization, "readonly");
    for (const { insert } of FIXTURES) {
      const place = { organizationId: organization.id, authorId: user.id };
      await inSystemTransaction((db) => insert(db, place, { short: "Mo and an example", long: "text" }));
    }
    const caller = await reader.caller();
    const titlesOf = async (search: string) =>
      (await searchOrganization(caller, { search })).groups.map(({ title }) => title);
    expect((await titlesOf("mo"))[0]).toBe("Members");
    expect((await titlesOf("EXAMPLE"))[0]).toBe("Members");
    expect((await titlesOf("xample")).at(-1)).toBe("Members");
    const { groups } = await searchOrganization(caller, { search: "m" });
    expect(groups.find(({ title }) => title === "Members")?.hits.map(({ label }) => label)).toEqual([
      "Mo Example",
      "Ada Example",
    ]);
  });

  it("finds nothing without a search term, and matches % and _ literally", async () => {
    const { organization } = await createPerson();
    const caller = await (await createMember(organization, "member")).caller();
    for (const search of ["", "  ", "%%", "__"]) expect((await searchOrganization(caller, { search })).groups).toEqual([]);
  });

  it("refuses an anonymous caller", async () => {
    await expect(searchOrganization(anonymous(), { search: "a" })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });
});
