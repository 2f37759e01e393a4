import { ReasonCard } from "@/components/admin/reason-card";
import { ChoiceField } from "@/components/forms/choice-field";
import { Facts, type Fact } from "@/components/ui/facts";
import type { OrganizationPlanView } from "@/lib/plan-catalog/get-organization-plan";
import type { FormAction } from "@/lib/web/adapters/form-state";

export interface OrganizationPlanProps {
  organization: { id: string; name: string };
  plan: OrganizationPlanView;
  actions: Record<"grant" | "withdraw", FormAction>;
}

const SOURCES: Record<OrganizationPlanView["source"], string> = {
  grant: "Granted in this console, without payment",
  subscription: "From the subscription",
  default: "The default plan",
};

const HINT = "Recorded in the audit log, which the organization’s admins can read.";

function factsOf({ plan, source, subscription }: OrganizationPlanView): Fact[] {
  const facts: Fact[] = [
    ["Plan", plan.name],
    ["Why", SOURCES[source]],
  ];
  if (subscription) facts.push(["Subscription", `${subscription.plan.name}, ${subscription.status ?? "not started"}`]);
  return facts;
}

/** The plan of an organization, with the forms that grant one and withdraw it. */
export function OrganizationPlan({ organization: { id, name }, plan, actions }: OrganizationPlanProps) {
  const { granted, choices } = plan;
  const options = Object.fromEntries(
    choices.filter(({ slug }) => slug !== granted?.slug).map((each) => [each.slug, each.name]),
  );
  const [first = ""] = Object.keys(options);
  const shared = { id, hint: HINT };
  return (
    <>
      <ReasonCard
        {...shared}
        title="Plan"
        description="A granted plan costs nothing and takes precedence over a subscription, which continues to be charged."
        warning={<Facts facts={factsOf(plan)} />}
        action={actions.grant}
        trigger="Grant a plan"
        question={`Grant a plan to ${name}?`}
        submit="Grant plan"
      >
        <ChoiceField name="plan" label="Plan" options={options} defaultValue={first} />
      </ReasonCard>
      {granted && (
        <ReasonCard
          {...shared}
          isDanger
          title="Withdraw the granted plan"
          description="The plan of the subscription applies again or, without one, the default. Nothing is deleted, even if the smaller plan allows less."
          action={actions.withdraw}
          trigger="Withdraw"
          question={`Withdraw ${granted.name} from ${name}?`}
          submit="Withdraw plan"
        />
      )}
    </>
  );
}
