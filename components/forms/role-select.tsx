import type { ComponentProps } from "react";
import { ROLE_WORDS } from "@/components/role-words";
import { Select } from "@/components/ui/select";

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
