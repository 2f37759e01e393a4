import type { Metadata } from "next";
import { ReasonForm } from "@/components/admin/reason-form";
import { PlanFields } from "@/components/plans/plan-fields";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { PLAN_FEATURES } from "@/lib/plan-catalog/plan-features";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import { AdminFrame } from "../../admin-frame";
import { submitPlan } from "./actions";

export const metadata: Metadata = { title: "New plan" };

export default async function NewPlanPage() {
  const caller = await requireSystemAdmin();
  return (
    <AdminFrame caller={caller} current="plans">
      <PageHeader
        breadcrumb={[
          { label: "System console", href: "/admin" },
          { label: "Plans", href: "/admin/plans" },
        ]}
        title="New plan"
        description="No organization has it until it subscribes or you grant it."
      />
      <Card>
        <ReasonForm action={submitPlan} submit="Create plan" hint="Recorded in the audit log.">
          <PlanFields features={PLAN_FEATURES} />
        </ReasonForm>
      </Card>
    </AdminFrame>
  );
}
