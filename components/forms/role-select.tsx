"use client";

import type { ComponentProps } from "react";
import { Select } from "@/components/ui/select";
import type { OrganizationRole } from "@/lib/access/roles";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import { useFormField } from "./form-context";

export interface RoleSelectProps extends Omit<ComponentProps<typeof Select>, "name" | "children"> {
  defaultValue: OrganizationRole;
}

/** The roles that an organization has to give. A refused form keeps the one that was chosen. */
export function RoleSelect({ defaultValue, ...props }: RoleSelectProps) {
  const chosen = useFormField("role").value ?? defaultValue;
  // Keyed by it, because resetting a form forgets the choice of a list.
  return (
    <Select key={chosen} name="role" defaultValue={chosen} {...props}>
      {Object.entries(ROLE_WORDS).map(([role, label]) => (
        <option key={role} value={role}>
          {label}
        </option>
      ))}
    </Select>
  );
}
