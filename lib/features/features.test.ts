import { describe, expect, it } from "vitest";
import type { Feature } from "@/lib/access/feature-spec";
import type { OrganizationRole } from "@/lib/access/roles";
import { featuresOpenTo } from "./features";

const ROLES: OrganizationRole[] = ["readonly", "member", "org_admin"];

const requiring = (minRole: OrganizationRole): Feature => ({
  name: `for ${minRole}`,
  navigation: { label: "Reports", icon: "pen", minRole },
  create: { label: "New report", path: "/reports/new", minRole },
  flashes: {},
  exports: {},
  actions: [],
  auditNames: {},
  dashboard: () => Promise.reject(new Error("unused")),
  search: () => Promise.reject(new Error("unused")),
});

describe("the features that a role may open", () => {
  it.each(ROLES)("are, for the role %s, those that require this role or a lower one", (role) => {
    const open = featuresOpenTo(role, ROLES.map(requiring)).map(({ navigation }) => navigation.minRole);
    expect(open).toEqual(ROLES.slice(0, ROLES.indexOf(role) + 1));
  });
});
