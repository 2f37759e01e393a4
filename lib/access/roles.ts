// The roles, and the only comparison of their precedence. Client-safe. An unknown role fails closed.

export const ROLE_PRECEDENCE = { readonly: 0, member: 1, org_admin: 2, sys_admin: 3 } as const;

export type Role = keyof typeof ROLE_PRECEDENCE;
/** The roles of a membership. `sys_admin` is a property of the user. */
export type OrganizationRole = Exclude<Role, "sys_admin">;

/** The capacity in which someone uses an operation. */
export type Standing = "public" | "user" | OrganizationRole | "sys_admin" | "system";

export function roleAtLeast(role: string, least: Role): boolean {
  const precedence: number | undefined = Object.hasOwn(ROLE_PRECEDENCE, role) ? ROLE_PRECEDENCE[role as Role] : undefined;
  return precedence !== undefined && precedence >= ROLE_PRECEDENCE[least];
}
