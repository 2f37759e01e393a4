import { describe, expect, it } from "vitest";
import type { OrganizationRole } from "@/lib/access/roles";
import { fateOf, type Fate } from "./deletion-fate";

const CASES: [fate: Fate, role: OrganizationRole, others: number, otherAdmins: number, suspended: boolean][] = [
  ["goes", "org_admin", 0, 0, false],
  ["held", "org_admin", 0, 0, true],
  ["blocking", "org_admin", 1, 0, false],
  ["blocking", "org_admin", 5, 0, true],
  ["left", "org_admin", 1, 1, false],
  ["left", "org_admin", 3, 1, true],
  ["left", "member", 2, 1, false],
  ["left", "readonly", 1, 1, true],
];

describe("an organization of somebody who deletes their account", () => {
  it.each(CASES)("%s, for its %s with %i others and %i admins among them, suspended: %s", (fate, role, others, otherAdmins, suspended) => {
    const organization = { id: "1", slug: "a", name: "A", suspended };
    expect(fateOf({ membershipId: "2", role, organization, others, otherAdmins })).toBe(fate);
  });
});
