"use client";

import type { ComponentProps } from "react";
import { Select } from "@/components/ui/select";
import type { OrganizationRole } from "@/lib/access/roles";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import { useFormField } from "./form-context";

export interface RoleSelectProps extends Omit<ComponentProps<typeof Select>, "name" | "children"> {
  defaultValue: OrganizationRole;
}

/** The roles that an organization can assign. A refused form keeps the selected one. */
export function RoleSelect({ defaultValue, ...props }: RoleSelectProps) {
  const chosen = useFormField("role").value ?? defaultValue;
  // Keyed by the value, because a form is reset after it is submitted, which would restore the initial choice.
  return (
    <Select key={chosen} name="role" defaultValue={chosen} {...props}>
      {Object.entries(ROLE_WORDS).map(([role, label]) => (
        <option key={role} value={role} data-current={role === defaultValue ? "" : undefined}>
          {label}
        </option>
      ))}
    </Select>
  );
}
