import type { Metadata } from "next";
import { ReasonForm } from "@/components/admin/reason-form";
import { PlanActs } from "@/components/plans/plan-acts";
import { PlanDrift } from "@/components/plans/plan-drift";
import { PlanFields } from "@/components/plans/plan-fields";
import { Card, CardColumn } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { getPlan } from "@/lib/plan-catalog/get-plan";
import { PLAN_FEATURES } from "@/lib/plan-catalog/plan-features";
import { orNotFound, requireSystemAdmin } from "@/lib/web/adapters/require";
import { AdminFrame } from "../../admin-frame";
import { submitChanges, submitDefault, submitDeletion } from "./actions";

export const metadata: Metadata = { title: "Plan" };

const count = (number: number, of: string) => `${number.toLocaleString("en")} ${of}`;

export default async function PlanPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const caller = await requireSystemAdmin();
  const plan = await orNotFound(getPlan(caller, { id }));
  return (
    <AdminFrame caller={caller} current="plans">
      <PageHeader
        breadcrumb={[
          { label: "System console", href: "/admin" },
          { label: "Plans", href: "/admin/plans" },
        ]}
        title={plan.name}
        description={`${plan.slug}: ${count(plan.subscribed, "subscribed")}, ${count(plan.granted, "granted")}${plan.is_default ? ", default" : ""}.`}
      />
      <PlanDrift drift={plan.drift} />
      <CardColumn>
        <Card title="Edit" description="A change applies at once to every organization that has the plan.">
          <ReasonForm action={submitChanges} submit="Save plan" hint="Recorded in the audit log.">
            <input type="hidden" name="id" value={plan.id} />
            <input type="hidden" name="if_updated_at" value={plan.updated_at} />
            <PlanFields features={PLAN_FEATURES} plan={plan} />
          </ReasonForm>
        </Card>
        <PlanActs plan={plan} actions={{ makeDefault: submitDefault, delete: submitDeletion }} />
      </CardColumn>
    </AdminFrame>
  );
}
