import type { ReactNode } from "react";
import { Logo } from "@/components/ui/logo";
import { NavLink } from "./nav-link";
import { UserMenu, type UserMenuProps } from "./user-menu";

export interface NavItem {
  id: string;
  label: string;
  href: string;
  icon?: ReactNode;
}

export interface NavSection {
  title: string;
  items: NavItem[];
}

export interface SidebarProps extends UserMenuProps {
  appName: string;
  homeHref: string;
  sections: NavSection[];
  /** The `id` of the current item. */
  current: string;
  switcher?: ReactNode;
  /** Opens the command palette. */
  search?: ReactNode;
  /** Leads back to where the reader came from. */
  back?: Omit<NavItem, "id"> | undefined;
}

export function Sidebar({ appName, homeHref, sections, current, switcher, back, search, ...person }: SidebarProps) {
  return (
    <>
      <a href={homeHref} className="mx-3 w-fit rounded-control">
        <Logo name={appName} />
      </a>
      {(switcher || back) && (
        <div className="grid grid-cols-1 gap-2">
          {switcher}
          {back && (
            <NavLink href={back.href} current={false}>
              {back.icon}
              <span title={`Back to ${back.label}`}>
                Back<span className="sr-only"> to {back.label}</span>
              </span>
            </NavLink>
          )}
        </div>
      )}
      {search}
      <nav aria-label="Sections" className="grid gap-6">
        {sections.map(({ title, items }) => (
          <div key={title} className="grid gap-1">
            <h2 className="px-3 pb-1 text-xs font-medium text-muted">{title}</h2>
            <ul className="grid gap-0.5">
              {items.map(({ id, label, href, icon }) => (
                <li key={id}>
                  <NavLink href={href} current={id === current}>
                    {icon}
                    {label}
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="mt-auto border-t border-border pt-3">
        <UserMenu {...person} />
      </div>
    </>
  );
}
