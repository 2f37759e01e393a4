import type { Metadata } from "next";
import { FirstAdminFields } from "@/components/admin/first-admin-fields";
import { ReasonForm } from "@/components/admin/reason-form";
import { OrganizationNameField } from "@/components/forms/name-field";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import { AdminFrame } from "../../admin-frame";
import { submitOrganization } from "./actions";

export const metadata: Metadata = { title: "New organization in the console" };

export default async function NewOrganizationPage() {
  const caller = await requireSystemAdmin();
  return (
    <AdminFrame caller={caller} current="organizations">
      <PageHeader
        breadcrumb={[
          { label: "System console", href: "/admin" },
          { label: "Organizations", href: "/admin/organizations" },
        ]}
        title="New organization"
        description="Its first admin gets an invitation. You will not be a member."
      />
      <Card>
        <ReasonForm
          action={submitOrganization}
          submit="Create organization"
          hint="Recorded in the audit log, which the organization’s admins can read."
        >
          <OrganizationNameField name="name" hint="Its admins can change it later." />
          <FirstAdminFields />
        </ReasonForm>
      </Card>
    </AdminFrame>
  );
}
