import type { Metadata } from "next";
import { Facts } from "@/components/ui/facts";
import { Standing } from "@/components/admin/standing";
import { UserActs } from "@/components/admin/user-acts";
import { UserOrganizations } from "@/components/admin/user-organizations";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import { getUser } from "@/lib/admin/get-user";
import { needsProof } from "@/lib/web/adapters/recent-proof";
import { orNotFound, requireSystemAdmin } from "@/lib/web/adapters/require";
import { AdminFrame } from "../../admin-frame";
import {
  submitGrant,
  submitResetLink,
  submitResumption,
  submitRevocation,
  submitSignOutEverywhere,
  submitSuspension,
} from "./actions";

export const metadata: Metadata = { title: "User" };

const ACTIONS = {
  suspend: submitSuspension,
  resume: submitResumption,
  endSessions: submitSignOutEverywhere,
  sendResetLink: submitResetLink,
  grant: submitGrant,
  revoke: submitRevocation,
};

export default async function UserPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const caller = await requireSystemAdmin();
  const user = await orNotFound(getUser(caller, { id }));
  return (
    <AdminFrame caller={caller} current="users">
      <PageHeader
        breadcrumb={[
          { label: "System console", href: "/admin" },
          { label: "Users", href: "/admin/users" },
        ]}
        title={user.name}
        description={<span className="break-all">{user.email}</span>}
      />
      <Card>
        <Facts
          facts={[
            [
              "Status",
              <span key="standing" className="flex flex-wrap gap-2">
                <Standing suspended={user.suspended_at !== null} />
                {user.is_system_admin && <Badge tone="info">System admin</Badge>}
                {user.is_you && <Badge>You</Badge>}
              </span>,
            ],
            ...(user.suspended_at === null ? [] : [["Suspended", <Time key="suspended" at={user.suspended_at} />] as const]),
            ["Joined", <Time key="joined" at={user.created_at} />],
            [
              "Last seen",
              user.last_seen_at === null ? "No recent session" : <Time key="seen" at={user.last_seen_at} relative />,
            ],
            ["Password", user.has_password ? "Set" : "Not set"],
            [
              "Audit log",
              <span key="log" className="flex flex-wrap gap-x-4 gap-y-1">
                <TextLink href={`/admin/audit-log?person=${user.id}`}>Actions by this user</TextLink>
                <TextLink href={`/admin/audit-log?entity_type=user&entity_id=${user.id}`}>
                  Actions affecting this user
                </TextLink>
              </span>,
            ],
            [
              "ID",
              <code key="id" className="font-mono break-all">
                {user.id}
              </code>,
            ],
          ]}
        />
      </Card>
      <section className="grid gap-4">
        <h2 className="text-base font-semibold">
          {user.memberships === 1 ? "1 organization" : `${user.memberships} organizations`}
          {user.memberships > user.organizations.length && (
            <span className="font-normal text-muted"> (the first {user.organizations.length} they joined)</span>
          )}
        </h2>
        <UserOrganizations organizations={user.organizations} />
      </section>
      <UserActs user={user} actions={ACTIONS} asksForProof={needsProof(caller)} />
    </AdminFrame>
  );
}
