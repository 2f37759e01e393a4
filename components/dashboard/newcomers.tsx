import { Avatar } from "@/components/ui/avatar";
import { Time } from "@/components/ui/time";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import type { NewcomerView } from "@/lib/dashboard/get-dashboard";

/** The newest members. */
export function Newcomers({ members }: { members: NewcomerView[] }) {
  return (
    <ul aria-label="Newest members" className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
      {members.map(({ id, name, role, joined_at }) => (
        <li key={id} className="flex min-w-0 items-center gap-3">
          <Avatar name={name} />
          <span className="grid min-w-0">
            <span dir="auto" title={name} className="truncate text-sm font-medium">
              {name}
            </span>
            <span className="text-xs text-muted">
              {ROLE_WORDS[role]} · joined <Time at={joined_at} relative />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
