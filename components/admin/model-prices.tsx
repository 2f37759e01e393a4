import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextField } from "@/components/forms/text-field";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { microUsd } from "@/lib/credits/amounts";
import { decimalDollars } from "@/lib/credits/dollars";
import type { ModelPriceView } from "@/lib/credits/model-prices";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { ReasonFields } from "./reason-fields";

const priceOf = (amount: number) => decimalDollars(microUsd(amount));

const HINT = "In US dollars, with at most six decimal places, such as 0.15.";

function PriceFields({ price }: { price?: ModelPriceView }) {
  const shared = { inputMode: "decimal", autoComplete: "off", required: true } as const;
  return (
    <>
      <TextField
        {...shared}
        name="input_price"
        label="Price of a million input tokens"
        hint={HINT}
        defaultValue={price && priceOf(price.input_price_microusd)}
      />
      <TextField
        {...shared}
        name="output_price"
        label="Price of a million output tokens"
        defaultValue={price && priceOf(price.output_price_microusd)}
      />
      <ReasonFields hint="Recorded in the audit log." />
    </>
  );
}

/** The button that adds the price of another model. */
export function AddModelPrice({ action }: { action: FormAction }) {
  return (
    <ConfirmForm
      action={action}
      trigger="Add a model…"
      title="Add the price of a model"
      description="A model can be called as soon as it has a price. A price that exists is replaced."
      submit="Save prices"
    >
      <TextField
        name="model"
        label="Model"
        hint="As the provider names it, and as AI_MODEL is set."
        autoComplete="off"
        spellCheck={false}
        required
      />
      <PriceFields />
    </ConfirmForm>
  );
}

function columns(action: FormAction): Column<ModelPriceView>[] {
  return [
    {
      key: "model",
      header: "Model",
      primary: true,
      cell: ({ model }) => <code className="row-title font-mono wrap-anywhere">{model}</code>,
    },
    {
      key: "input",
      header: "Input, per million tokens",
      numeric: true,
      cell: ({ input_price_microusd }) => `$${priceOf(input_price_microusd)}`,
    },
    {
      key: "output",
      header: "Output, per million tokens",
      numeric: true,
      cell: ({ output_price_microusd }) => `$${priceOf(output_price_microusd)}`,
    },
    { key: "changed", header: "Changed", isExtra: true, cell: ({ updated_at }) => <Time at={updated_at} show="day" /> },
    {
      key: "actions",
      header: "Actions",
      actions: true,
      cell: (price) => (
        <ConfirmForm
          action={action}
          size="sm"
          trigger={
            <>
              Edit…<span className="sr-only">the prices of {price.model}</span>
            </>
          }
          title={`Change the prices of ${price.model}?`}
          description="Calls that are running keep the prices with which they started."
          submit="Save prices"
        >
          <input type="hidden" name="model" value={price.model} />
          <PriceFields price={price} />
        </ConfirmForm>
      ),
    },
  ];
}

/** What each model costs the operator. */
export function ModelPrices({ prices, action }: { prices: ModelPriceView[]; action: FormAction }) {
  return (
    <Table
      caption="Prices of models"
      columns={columns(action)}
      rows={prices}
      rowKey={({ model }) => model}
      empty={
        <EmptyState title="No prices yet">A model without a price is not called. Add the price of the first one.</EmptyState>
      }
    />
  );
}
