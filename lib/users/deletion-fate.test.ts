import { describe, expect, it } from "vitest";
import type { OrganizationRole } from "@/lib/access/roles";
import { fateOf, type Fate } from "./deletion-fate";

const CASES: [fate: Fate, role: OrganizationRole, others: number, ledByOthers: boolean, suspended: boolean][] = [
  ["goes", "org_admin", 0, false, false],
  ["held", "org_admin", 0, false, true],
  ["blocking", "org_admin", 1, false, false],
  ["blocking", "org_admin", 5, false, true],
  ["left", "org_admin", 1, true, false],
  ["left", "org_admin", 3, true, true],
  ["left", "member", 2, true, false],
  ["left", "readonly", 1, true, true],
];

describe("an organization of a user who deletes their account", () => {
  it.each(CASES)(
    "gets the fate %s (role: %s, other members: %i, another admin who can sign in: %s, suspended: %s)",
    (fate, role, others, ledByOthers, suspended) => {
      const organization = { id: "1", slug: "a", name: "A", suspended };
      expect(fateOf({ membershipId: "2", role, organization, others, ledByOthers })).toBe(fate);
    },
  );
});
