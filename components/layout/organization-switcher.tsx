import { Check, ChevronsUpDown } from "lucide-react";
import { ROLE_WORDS } from "@/components/role-words";
import { Avatar } from "@/components/ui/avatar";
import type { OrganizationRole } from "@/lib/access/roles";

export interface OrganizationChoice {
  slug: string;
  name: string;
  role: OrganizationRole;
}

function Choice({ name, role }: OrganizationChoice) {
  return (
    <>
      <Avatar name={name} square size="sm" />
      <span className="grid min-w-0 grow text-left">
        <span className="truncate text-sm font-medium">{name}</span>
        <span className="truncate text-xs text-muted">{ROLE_WORDS[role]}</span>
      </span>
    </>
  );
}

export interface OrganizationSwitcherProps {
  organizations: OrganizationChoice[];
  /** Of the organization in the URL; without one (account pages) nothing is marked. */
  currentSlug?: string | undefined;
}

/** Opens in place, so it needs neither script nor a layer of its own. */
export function OrganizationSwitcher({ organizations, currentSlug }: OrganizationSwitcherProps) {
  const current = organizations.find(({ slug }) => slug === currentSlug);
  return (
    <details className="group rounded-control border border-border bg-raised">
      <summary className="flex items-center gap-3 rounded-control p-2 transition-colors hover:bg-sunken">
        {current ? <Choice {...current} /> : <span className="grow px-1 text-sm font-medium">Organizations</span>}
        <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted" />
      </summary>
      <ul aria-label="Organizations" className="grid max-h-72 gap-0.5 overflow-y-auto border-t border-border p-1">
        {organizations.map((organization) => (
          <li key={organization.slug}>
            <a
              href={`/org/${organization.slug}`}
              aria-current={organization.slug === currentSlug ? "true" : undefined}
              className="flex items-center gap-3 rounded-[6px] p-1.5 transition-colors hover:bg-sunken"
            >
              <Choice {...organization} />
              {organization.slug === currentSlug && <Check aria-hidden="true" className="size-4 shrink-0 text-accent" />}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
