import type { ReactNode } from "react";
import { ChoiceField } from "@/components/forms/choice-field";
import { TextField } from "@/components/forms/text-field";
import { limitWords, type ShownFeature } from "@/lib/plan-catalog/feature-words";
import type { PlanView } from "@/lib/plan-catalog/view";

export interface PlanFieldsProps {
  features: readonly ShownFeature[];
  /** The plan to change; undefined for a new one. */
  plan?: PlanView;
}

const INCLUDED = { true: "Included", false: "Not included" };
const VISIBLE = { true: "Shown on the pricing page", false: "Hidden; only granted in the console" };

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 gap-5 border-t border-border pt-5">
      <legend className="float-left mb-0 w-full text-sm font-semibold">{title}</legend>
      {children}
    </fieldset>
  );
}

function FeatureField({ feature, value }: { feature: ShownFeature; value: number | boolean | undefined }) {
  const { name, title, description, kind } = feature;
  if (kind === "switch") {
    return (
      <ChoiceField name={name} label={title} hint={description} options={INCLUDED} defaultValue={String(value ?? false)} />
    );
  }
  const shown = typeof value === "number" ? (value === 0 ? "0" : limitWords(value).toLowerCase()) : "";
  return (
    <TextField
      name={name}
      label={title}
      hint={`${description} A whole number, or “unlimited”.`}
      defaultValue={shown}
      autoComplete="off"
      required
    />
  );
}

function PriceField({ name, label, price }: { name: string; label: string; price: string | null | undefined }) {
  return <TextField name={name} label={label} defaultValue={price ?? ""} inputMode="decimal" autoComplete="off" />;
}

/** The fields of a plan. Each plan feature has its own, from its declaration. */
export function PlanFields({ features, plan }: PlanFieldsProps) {
  return (
    <>
      <TextField name="name" label="Name" defaultValue={plan?.name} autoComplete="off" required />
      {!plan && (
        <TextField
          name="slug"
          label="Slug"
          hint="Lower-case letters, digits and hyphens. The API and the audit log use it, and it cannot be changed."
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
      )}
      <TextField
        name="description"
        label="Description"
        hint="One sentence, shown on the pricing page."
        defaultValue={plan?.description}
        autoComplete="off"
        required
      />
      <Group title="What it includes">
        {features.map((feature) => (
          <FeatureField key={feature.name} feature={feature} value={plan?.features[feature.name]} />
        ))}
      </Group>
      <Group title={`Prices in ${(plan?.currency ?? "usd").toUpperCase()}`}>
        <div className="grid gap-5 sm:grid-cols-2">
          <PriceField name="monthly_price" label="Per month" price={plan?.monthly_price} />
          <PriceField name="yearly_price" label="Per year" price={plan?.yearly_price} />
        </div>
        <p className="text-sm text-muted">
          Leave a price empty if the plan is not sold for that interval. A new price applies to new subscriptions only.
        </p>
      </Group>
      <Group title="Where it appears">
        <ChoiceField
          name="is_public"
          label="Pricing page"
          options={VISIBLE}
          defaultValue={String(plan?.is_public ?? true)}
        />
        <TextField
          name="position"
          label="Position"
          hint="Plans are listed by position, smallest first."
          defaultValue={plan ? String(plan.position) : ""}
          inputMode="numeric"
          autoComplete="off"
          required
        />
      </Group>
    </>
  );
}
