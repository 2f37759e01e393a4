import { describe, expect, it } from "vitest";
import { roleAtLeast, ROLE_PRECEDENCE, type Role } from "./roles";

const ROLES: Role[] = ["readonly", "member", "org_admin", "sys_admin"];

describe("roles", () => {
  it("have one order, and each includes the rights of those below it", () => {
    expect(Object.keys(ROLE_PRECEDENCE)).toEqual(ROLES);
    for (const [held, role] of ROLES.entries()) {
      for (const [needed, least] of ROLES.entries()) expect(roleAtLeast(role, least)).toBe(held >= needed);
    }
  });

  it.each(["", "owner", "ORG_ADMIN", "constructor", "__proto__", "toString", "hasOwnProperty"])(
    "that are unknown include no rights: %s",
    (role) => {
      for (const least of ROLES) expect(roleAtLeast(role, least)).toBe(false);
    },
  );
});
