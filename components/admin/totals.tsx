import { Building2, ShieldCheck, Users } from "lucide-react";
import { Count, Counts } from "@/components/ui/count";
import type { Overview } from "@/lib/admin/get-overview";

const suspended = (count: number) => (count > 0 ? `${count} suspended` : undefined);

/** Current totals, each linking to what it counts. */
export function Totals({ totals }: { totals: Overview["totals"] }) {
  return (
    <Counts label="Totals">
      <Count
        label="Users"
        value={totals.users}
        href="/admin/users"
        icon={<Users aria-hidden="true" />}
        aside={suspended(totals.suspended_users)}
      />
      <Count
        label="Organizations"
        value={totals.organizations}
        href="/admin/organizations"
        icon={<Building2 aria-hidden="true" />}
        aside={suspended(totals.suspended_organizations)}
      />
      <Count
        label="System admins"
        value={totals.system_admins}
        href="/admin/users?state=system_admin"
        icon={<ShieldCheck aria-hidden="true" />}
      />
    </Counts>
  );
}
