"use client";

import { Field } from "@/components/ui/field";
import type { OrganizationRole } from "@/lib/access/roles";
import { ROLE_MEANINGS, ROLE_WORDS } from "@/lib/memberships/role-words";
import { useFormField } from "./form-context";
import { RoleSelect } from "./role-select";

const ROLES = Object.keys(ROLE_WORDS) as OrganizationRole[];

/** Shows the meaning of the selected role, without script. */
const IF_SELECTED: Record<OrganizationRole, string> = {
  readonly: "group-has-[[value=readonly]:checked]:inline",
  member: "group-has-[[value=member]:checked]:inline",
  org_admin: "group-has-[[value=org_admin]:checked]:inline",
};

/** The choice of a role and, on a line of its own, what the selected role may do. Must be inside a `group`. */
export function RoleField({ defaultValue }: { defaultValue: OrganizationRole }) {
  const { id, error } = useFormField("role");
  const meaningId = `${id}-meaning`;
  return (
    <>
      <Field id={id} label="Role" error={error}>
        {({ "aria-describedby": described, ...control }) => (
          <RoleSelect
            {...control}
            aria-describedby={described ? `${described} ${meaningId}` : meaningId}
            defaultValue={defaultValue}
          />
        )}
      </Field>
      <p id={meaningId} className="col-span-full text-sm text-muted">
        {ROLES.map((role) => (
          <span key={role} className={`hidden ${IF_SELECTED[role]}`}>
            {ROLE_WORDS[role]}s can {ROLE_MEANINGS[role]}.
          </span>
        ))}
      </p>
    </>
  );
}
