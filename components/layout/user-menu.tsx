import { ChevronsUpDown, UserRound } from "lucide-react";
import { useId, type ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Menu } from "@/components/ui/menu";

export interface UserMenuProps {
  user: { name: string; email: string };
  /** The choice of a color theme. */
  themes?: ReactNode;
  signOut: ReactNode;
}

/** The menu of the signed-in user at the bottom of the sidebar: account, theme and signing out. */
export function UserMenu({ user, themes, signOut }: UserMenuProps) {
  const id = useId();
  return (
    <Menu
      id={id}
      label="Account"
      side="above"
      trigger={
        <>
          <Avatar name={user.name} />
          <span className="grid min-w-0 grow text-left text-sm">
            <span title={user.name} className="truncate font-medium">
              {user.name}
            </span>
            <span title={user.email} className="truncate text-xs text-muted">
              {user.email}
            </span>
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted" />
        </>
      }
    >
      <div className="p-1">
        <a href="/account/profile" className="menu-row text-sm">
          <UserRound aria-hidden="true" className="size-4 shrink-0 text-muted" />
          Your account
        </a>
      </div>
      {themes && <div className="border-t border-border p-1">{themes}</div>}
      <div className="border-t border-border p-1">{signOut}</div>
    </Menu>
  );
}
