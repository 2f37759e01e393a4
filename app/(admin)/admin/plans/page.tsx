import type { Metadata } from "next";
import { PlanTable } from "@/components/plans/plan-table";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listPlans } from "@/lib/plan-catalog/list-plans";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import { AdminFrame } from "../admin-frame";

export const metadata: Metadata = { title: "Plans" };

export default async function PlansPage() {
  const caller = await requireSystemAdmin();
  const { items } = await listPlans(caller, {});
  const drifted = items.filter(({ drift }) => drift.length > 0).map(({ name }) => name);
  return (
    <AdminFrame caller={caller} current="plans">
      <PageHeader
        title="Plans"
        description="What organizations can use, and what that costs."
        action={<LinkButton href="/admin/plans/new">New plan</LinkButton>}
      />
      {drifted.length > 0 && (
        <Alert tone="warning" title="Some stored features do not match the product">
          Open {new Intl.ListFormat("en").format(drifted)} to see which values apply, and save to correct them.
        </Alert>
      )}
      <PlanTable plans={items} />
    </AdminFrame>
  );
}
