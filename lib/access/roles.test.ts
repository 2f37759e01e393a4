import { describe, expect, it } from "vitest";
import { roleAtLeast, ROLE_PRECEDENCE, type Role } from "./roles";

const ROLES: Role[] = ["readonly", "member", "org_admin", "sys_admin"];

describe("roles", () => {
  it("form one hierarchy, in which each role includes the rights of the roles below it", () => {
    expect(Object.keys(ROLE_PRECEDENCE)).toEqual(ROLES);
    for (const [held, role] of ROLES.entries()) {
      for (const [needed, least] of ROLES.entries()) expect(roleAtLeast(role, least)).toBe(held >= needed);
    }
  });

  it.each(["", "owner", "ORG_ADMIN", "constructor", "__proto__", "toString", "hasOwnProperty"])(
    "grant nothing if they are unknown: %s",
    (role) => {
      for (const least of ROLES) expect(roleAtLeast(role, least)).toBe(false);
    },
  );
});
