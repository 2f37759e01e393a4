import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Logo } from "@/components/ui/logo";
import { NavLink } from "./nav-link";

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

export interface SidebarProps {
  appName: string;
  homeHref: string;
  sections: NavSection[];
  /** The `id` of the current item. */
  current: string;
  switcher?: ReactNode;
  user: { name: string; email: string };
  signOut: ReactNode;
}

export function Sidebar({ appName, homeHref, sections, current, switcher, user, signOut }: SidebarProps) {
  return (
    <>
      <a href={homeHref} className="mx-3 w-fit rounded-control">
        <Logo name={appName} />
      </a>
      {switcher}
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
      <div className="mt-auto grid gap-2 border-t border-border pt-4">
        <a href="/account/profile" className="flex items-center gap-3 rounded-control p-2 transition-colors hover:bg-sunken">
          <Avatar name={user.name} />
          <span className="grid min-w-0 text-sm">
            <span title={user.name} className="truncate font-medium">
              {user.name}
            </span>
            <span title={user.email} className="truncate text-xs text-muted">
              {user.email}
            </span>
          </span>
        </a>
        {signOut}
      </div>
    </>
  );
}
