import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { CreateOrganizationForm } from "@/components/organizations/create-organization-form";
import { Card, CardColumn } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireSelfService, requireUser } from "@/lib/web/adapters/require";
import { ACCOUNT_SECTION } from "../../../(account)/account/account-places";
import { AppFrame } from "../../../app-frame";
import { submitNewOrganization } from "../actions";

export const metadata: Metadata = { title: "New organization" };

const HERE = {
  id: "new-organization",
  label: "New organization",
  href: "/organizations/new",
  icon: <Plus aria-hidden="true" />,
};

const PLACES = { ...ACCOUNT_SECTION, items: [...ACCOUNT_SECTION.items, HERE] };

export default async function NewOrganizationPage() {
  await requireSelfService();
  const caller = await requireUser();
  return (
    <AppFrame caller={caller} places={PLACES} current={HERE.id}>
      <PageHeader title="New organization" description="With its own members and data. You will be its admin." />
      <CardColumn>
        <Card title="Name" description="Shown to members, and to people who are invited.">
          <CreateOrganizationForm action={submitNewOrganization} />
        </Card>
      </CardColumn>
    </AppFrame>
  );
}
