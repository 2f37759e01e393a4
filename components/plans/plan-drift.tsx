import { Alert } from "@/components/ui/alert";
import type { PlanView } from "@/lib/plan-catalog/view";

type Drift = PlanView["drift"][number];

const WORDS: Record<Drift["kind"], string> = {
  missing: "has no stored value, so the default applies",
  invalid: "has a value of the wrong type, so the default applies",
  negative: "is negative, so it counts as 0",
  unknown: "is stored, but the product has no such feature",
};

/** Reports stored values of a plan that do not agree with the declarations. Saving the plan corrects them. */
export function PlanDrift({ drift }: { drift: PlanView["drift"] }) {
  if (drift.length === 0) return null;
  return (
    <Alert tone="warning" title="The stored features of this plan need correction">
      <ul className="grid gap-1">
        {drift.map(({ feature, kind }) => (
          <li key={feature}>
            <code className="font-mono wrap-anywhere">{feature}</code> {WORDS[kind]}.
          </li>
        ))}
      </ul>
      <p className="pt-2">Nothing is refused because of this. Save the plan below to store the values that apply.</p>
    </Alert>
  );
}
