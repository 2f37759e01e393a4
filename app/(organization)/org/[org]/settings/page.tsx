import { Check, Copy } from "lucide-react";
import type { Metadata } from "next";
import { DeleteOrganizationForm } from "@/components/organizations/delete-organization-form";
import { OrganizationNameForm } from "@/components/organizations/organization-name-form";
import { Card, CardColumn, CardFooter } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Identity } from "@/components/ui/identity";
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
  const address = `/org/${slug}`;
  return (
    <OrganizationFrame caller={caller} current="settings">
      <PageHeader title="Settings" description={`Rename or delete ${name}.`} />
      <CardColumn>
        <Card>
          <Identity name={name} square>
            <code className="font-mono text-xs">{address}</code>
            <CopyButton
              text={address}
              label="Copy the address"
              icon={<Copy aria-hidden="true" />}
              doneIcon={<Check aria-hidden="true" />}
            />
          </Identity>
          <OrganizationNameForm slug={slug} name={name} action={submitName} />
        </Card>
        <Card
          isDanger
          title="Delete organization"
          description="This deletes everything in the organization, immediately and permanently."
        >
          <CardFooter hint="People keep their accounts.">
            <DeleteOrganizationForm slug={slug} name={name} action={submitDeletion} asksForProof={needsProof(caller)} />
          </CardFooter>
        </Card>
      </CardColumn>
    </OrganizationFrame>
  );
}
