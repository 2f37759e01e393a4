import { Mail, NotebookPen, Plus, UserPlus, Users } from "lucide-react";
import type { Metadata } from "next";
import { Count } from "@/components/dashboard/count";
import { FirstSteps, type FirstStep } from "@/components/dashboard/first-steps";
import { Newcomers } from "@/components/dashboard/newcomers";
import { LatestNotes } from "@/components/notes/latest-notes";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { roleAtLeast } from "@/lib/access/roles";
import { YOUR_ROLE_MEANINGS } from "@/lib/memberships/role-words";
import { getDashboard } from "@/lib/organizations/get-dashboard";
import { requireMember } from "@/lib/web/require";
import { OrganizationFrame } from "./organization-frame";

export const metadata: Metadata = { title: "Dashboard" };

/** What there is to begin with, for those who may. */
function firstSteps(home: string, mayWrite: boolean, mayInvite: boolean): FirstStep[] {
  const write = {
    title: "Write a note",
    text: "Something that everybody here should know, such as where things are.",
    action: <LinkButton href={`${home}/notes/new`}>Write the first note</LinkButton>,
  };
  const invite = {
    title: "Invite somebody",
    text: "They get a mail with a link, and the role that you choose for them.",
    action: (
      <LinkButton href={`${home}/invitations`} variant="secondary">
        Invite somebody
      </LinkButton>
    ),
  };
  return [...(mayWrite ? [write] : []), ...(mayInvite ? [invite] : [])];
}

export default async function DashboardPage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  const caller = await requireMember(org);
  const { organization, role, members, latest_members, open_invitations, notes } = await getDashboard(caller, {});
  const home = `/org/${organization.slug}`;
  const [mayWrite, mayInvite] = [roleAtLeast(role, "member"), roleAtLeast(role, "org_admin")];
  const steps = notes.count === 0 ? firstSteps(home, mayWrite, mayInvite) : [];
  return (
    <OrganizationFrame caller={caller} current="dashboard">
      <PageHeader
        title={organization.name}
        description={`Welcome, ${caller.actor.user.name}. Here you can ${YOUR_ROLE_MEANINGS[role]}.`}
        action={
          mayWrite && steps.length === 0 && (
            <LinkButton href={`${home}/notes/new`}>
              <Plus aria-hidden="true" className="size-4" />
              New note
            </LinkButton>
          )
        }
      />
      <ul aria-label="What there is" className="grid grid-cols-[repeat(auto-fit,minmax(6.25rem,1fr))] gap-2 sm:grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] sm:gap-4">
        <Count label={members === 1 ? "Member" : "Members"} value={members} href={`${home}/members`} icon={<Users aria-hidden="true" />} />
        <Count label={notes.count === 1 ? "Note" : "Notes"} value={notes.count} href={`${home}/notes`} icon={<NotebookPen aria-hidden="true" />} />
        {open_invitations !== null && (
          <Count
            label={open_invitations === 1 ? "Open invitation" : "Open invitations"}
            value={open_invitations}
            href={`${home}/invitations`}
            icon={<Mail aria-hidden="true" />}
          />
        )}
      </ul>
      {steps.length > 0 && <FirstSteps steps={steps} />}
      {notes.count > 0 && <LatestNotes notes={notes.latest} slug={organization.slug} />}
      <Card
        title="Joined lately"
        footer={
          <div className="flex flex-wrap gap-3">
            <LinkButton href={`${home}/members`} variant="secondary" size="sm">
              All members
            </LinkButton>
            {mayInvite && (
              <LinkButton href={`${home}/invitations`} variant="secondary" size="sm">
                <UserPlus aria-hidden="true" className="size-4" />
                Invite somebody
              </LinkButton>
            )}
          </div>
        }
      >
        <Newcomers members={latest_members} />
      </Card>
    </OrganizationFrame>
  );
}
