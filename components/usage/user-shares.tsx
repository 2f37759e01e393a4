import type { UserOfUsage } from "@/lib/usage/view";
import { callWords, number } from "./words";

/** Who used most, with a bar in proportion to the first. */
export function UserShares({ users }: { users: UserOfUsage[] }) {
  const most = Math.max(1, ...users.map(({ credits }) => credits));
  if (users.length === 0) return <p className="text-sm text-muted">Nobody has used credits in the last 30 days.</p>;
  return (
    <ol className="grid gap-4">
      {users.map(({ user, calls, credits }) => (
        <li key={user?.id ?? "others"} className="grid gap-1.5 text-sm">
          <div className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 wrap-anywhere">{user?.name ?? "Former members and API keys"}</span>
            <span className="shrink-0 font-medium">{number(credits)}</span>
          </div>
          <svg aria-hidden="true" className="h-1.5 w-full overflow-clip rounded-full bg-stone">
            <rect width={`${Math.round((100 * credits) / most)}%`} height="100%" className="fill-plot" />
          </svg>
          <span className="text-xs text-muted">{callWords(calls)}</span>
        </li>
      ))}
    </ol>
  );
}
