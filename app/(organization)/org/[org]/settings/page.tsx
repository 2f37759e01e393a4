import type { Metadata } from "next";
import { DeleteOrganizationForm } from "@/components/organizations/delete-organization-form";
import { OrganizationNameForm } from "@/components/organizations/organization-name-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { getOrganizationSettings } from "@/lib/organizations/get-organization-settings";
import { needsProof } from "@/lib/web/adapters/recent-proof";
import { requireMember } from "@/lib/web/adapters/require";
import { OrganizationFrame } from "../organization-frame";
import { submitDeletion, submitName } from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  const caller = await requireMember(org, "org_admin");
  const { slug, name } = await getOrganizationSettings(caller, {});
  return (
    <OrganizationFrame caller={caller} current="settings">
      <PageHeader title="Settings" description={`Rename or delete ${name}.`} />
      <Card description="Shown to members, and to people who are invited." split>
        <OrganizationNameForm slug={slug} name={name} action={submitName} />
      </Card>
      <Card
        title="Delete organization"
        description="This deletes everything in the organization, immediately and permanently. People keep their accounts."
        action={<DeleteOrganizationForm slug={slug} name={name} action={submitDeletion} asksForProof={needsProof(caller)} />}
      />
    </OrganizationFrame>
  );
}
