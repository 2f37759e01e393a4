import { Castle, Check, ChevronsUpDown, Plus } from "lucide-react";
import { useId, type ReactNode } from "react";
import { Form } from "@/components/forms/form";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Menu } from "@/components/ui/menu";
import type { OrganizationRole } from "@/lib/access/roles";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import type { FormAction } from "@/lib/web/adapters/form-state";

export interface OrganizationChoice {
  slug: string;
  name: string;
  role: OrganizationRole;
  suspended: boolean;
}

function Choice({ name, role, suspended }: OrganizationChoice) {
  return (
    <>
      <Avatar name={name} square size="sm" />
      <span className="grid min-w-0 grow text-left">
        <span title={name} className="truncate text-sm font-medium">
          {name}
        </span>
        <span className="truncate text-xs text-muted">{ROLE_WORDS[role]}</span>
      </span>
      {suspended && <Badge tone="warning">Suspended</Badge>}
    </>
  );
}

/** Stands in place of an organization, so that the console cannot be taken for one. */
function Console() {
  return (
    <>
      <span className="grid size-7 shrink-0 place-items-center rounded-control bg-mark text-page">
        <Castle aria-hidden="true" className="size-4" />
      </span>
      <span className="grid min-w-0 grow text-left">
        <span className="truncate text-sm font-medium">System console</span>
        <span className="truncate text-xs text-muted">All organizations</span>
      </span>
    </>
  );
}

/**
 * The current organization and suspended ones are links: no one can switch to a suspended one, and its page explains why.
 */
function Entry({ organization, isCurrent }: { organization: OrganizationChoice; isCurrent: boolean }) {
  if (isCurrent || organization.suspended) {
    return (
      <a href={`/org/${organization.slug}`} aria-current={isCurrent ? "true" : undefined} className="menu-row">
        <Choice {...organization} />
        {isCurrent && <Check aria-hidden="true" className="size-4 shrink-0 text-accent" />}
      </a>
    );
  }
  return (
    <button type="submit" name="organization" value={organization.slug} className="menu-row">
      <Choice {...organization} />
    </button>
  );
}

export interface OrganizationSwitcherProps {
  organizations: OrganizationChoice[];
  /** The organization in the URL; on account pages, the organization that the user came from. */
  currentSlug?: string | undefined;
  /** Whether the page belongs to the system console instead of an organization. */
  isConsole?: boolean;
  /**
   * Remembers the chosen organization and redirects to it. Without this action the buttons do nothing, as in the front
   * page's picture.
   */
  switchAction?: FormAction;
  /** Whether the user may create another organization. */
  mayCreate?: boolean;
}

function Entries({ switchAction, children }: { switchAction: FormAction | undefined; children: ReactNode }) {
  return switchAction ? <Form action={switchAction}>{children}</Form> : children;
}

/** The menu is keyed by organization, so that it closes when the organization changes. */
export function OrganizationSwitcher({
  organizations,
  currentSlug,
  isConsole = false,
  switchAction,
  mayCreate = false,
}: OrganizationSwitcherProps) {
  const id = useId();
  const current = organizations.find(({ slug }) => slug === currentSlug);
  if (isConsole && organizations.length === 0)
    return (
      <div className="flex items-center gap-3 border border-transparent p-2">
        <Console />
      </div>
    );
  return (
    <Menu
      key={currentSlug}
      id={id}
      label="Organizations"
      triggerClass="menu-button border-border bg-raised"
      trigger={
        <>
          {isConsole ? (
            <Console />
          ) : current ? (
            <Choice {...current} />
          ) : (
            <span className="grow px-1 text-left text-sm font-medium">Organizations</span>
          )}
          <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted" />
        </>
      }
    >
      <div className="max-h-72 overflow-y-auto p-1">
        <Entries switchAction={switchAction}>
          <ul aria-label="Organizations" className="grid gap-0.5">
            {organizations.map((organization) => (
              <li key={organization.slug}>
                <Entry organization={organization} isCurrent={organization.slug === currentSlug} />
              </li>
            ))}
          </ul>
        </Entries>
      </div>
      {mayCreate && (
        <div className="border-t border-border p-1">
          <a href="/organizations/new" className="menu-row">
            <Plus aria-hidden="true" className="mx-1.5 size-4 shrink-0 text-muted" />
            <span className="text-sm">New organization</span>
          </a>
        </div>
      )}
    </Menu>
  );
}
