"use client";

import { Field } from "@/components/ui/field";
import type { OrganizationRole } from "@/lib/access/roles";
import { ROLE_MEANINGS, ROLE_WORDS } from "@/lib/memberships/role-words";
import { useFormField } from "./form-context";
import { RoleSelect } from "./role-select";

const ROLES = Object.keys(ROLE_WORDS) as OrganizationRole[];

/** The choice of a role, with the meaning of each. */
export function RoleField({ defaultValue }: { defaultValue: OrganizationRole }) {
  const { id, error } = useFormField("role");
  const hint = (
    <ul>
      {ROLES.map((role) => (
        <li key={role}>
          {ROLE_WORDS[role]}: can {ROLE_MEANINGS[role]}
        </li>
      ))}
    </ul>
  );
  return (
    <Field id={id} label="Role" hint={hint} error={error}>
      {(control) => <RoleSelect {...control} defaultValue={defaultValue} />}
    </Field>
  );
}
