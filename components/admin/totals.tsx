import type { Overview } from "@/lib/admin/get-overview";

interface Total {
  label: string;
  value: number;
  href: string;
  /** The part of the total that needs attention. */
  aside?: string;
}

/** Current totals, each linking to what it counts. */
export function Totals({ totals }: { totals: Overview["totals"] }) {
  const suspended = (count: number) => (count > 0 ? `${count} suspended` : undefined);
  const items: Total[] = [
    { label: "Users", value: totals.users, href: "/admin/users", aside: suspended(totals.suspended_users) },
    {
      label: "Organizations",
      value: totals.organizations,
      href: "/admin/organizations",
      aside: suspended(totals.suspended_organizations),
    },
    { label: "System admins", value: totals.system_admins, href: "/admin/users?state=system_admin" },
  ];
  return (
    <ul className="grid gap-px overflow-clip rounded-card border border-border bg-border sm:grid-cols-3">
      {items.map(({ label, value, href, aside }) => (
        <li key={label} className="bg-raised">
          <a
            href={href}
            className="flex h-full items-baseline justify-between gap-x-4 px-6 py-4 transition-colors hover:bg-sunken sm:grid sm:justify-start sm:gap-1"
          >
            <span className="text-sm text-muted">{label}</span>
            <span className="flex flex-wrap items-baseline justify-end gap-x-3 sm:justify-start">
              <span className="text-xl font-semibold tabular-nums">{value.toLocaleString("en")}</span>
              {aside && <span className="text-sm text-muted">{aside}</span>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
