import type { ComponentProps } from "react";
import { Select } from "@/components/ui/select";
import { ROLE_WORDS } from "@/lib/memberships/role-words";

/** The roles that an organization has to give. */
export function RoleSelect(props: Omit<ComponentProps<typeof Select>, "name" | "children">) {
  return (
    <Select name="role" {...props}>
      {Object.entries(ROLE_WORDS).map(([role, label]) => (
        <option key={role} value={role}>
          {label}
        </option>
      ))}
    </Select>
  );
}
