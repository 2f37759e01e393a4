import { ReasonCard } from "@/components/admin/reason-card";
import { Card } from "@/components/ui/card";
import type { PlanView } from "@/lib/plan-catalog/view";
import type { FormAction } from "@/lib/web/adapters/form-state";

export interface PlanActsProps {
  plan: PlanView;
  actions: Record<"makeDefault" | "delete", FormAction>;
}

const HINT = "Recorded in the audit log.";

function inUse({ is_default, granted, subscribed }: PlanView): string | null {
  if (is_default) return "The default plan cannot be deleted. Make another plan the default first.";
  if (granted + subscribed === 0) return null;
  const organizations = granted + subscribed === 1 ? "1 organization has" : `${granted + subscribed} organizations have`;
  return `${organizations} this plan by a grant or a subscription, so it cannot be deleted. You can hide it from the pricing page.`;
}

/** What a system admin can do with a plan besides changing it. */
export function PlanActs({ plan, actions }: PlanActsProps) {
  const reason = inUse(plan);
  return (
    <>
      {plan.is_default ? (
        <Card
          title="Default plan"
          description="Organizations without a granted plan or a live subscription have this plan."
        />
      ) : (
        <ReasonCard
          title="Default plan"
          description="The default applies to every organization without a granted plan or a live subscription. The change takes effect at once."
          action={actions.makeDefault}
          submit="Make default"
          question={`Make ${plan.name} the default plan?`}
          id={plan.id}
          hint={HINT}
        />
      )}
      {reason === null ? (
        <ReasonCard
          title="Delete"
          description="No organization has this plan. It cannot be restored."
          action={actions.delete}
          submit="Delete plan"
          question={`Delete ${plan.name}?`}
          isDanger
          id={plan.id}
          hint={HINT}
        />
      ) : (
        <Card title="Delete" description={reason} />
      )}
    </>
  );
}
