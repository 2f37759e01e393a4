import { FilterForm } from "@/components/ui/filter-form";
import { Select } from "@/components/ui/select";

const STATES = { failing: "Failing", pending: "Pending", handled: "Handled", ignored: "Ignored" };

const TYPES = [
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "invoice.paid",
  "invoice.payment_failed",
  "checkout.session.completed",
  "checkout.session.expired",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "charge.refunded",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.funds_withdrawn",
  "charge.dispute.closed",
];

interface EventFiltersProps {
  here: string;
  query: { state?: string; type?: string };
}

/** Filters the events of Stripe by state and type, which the URL keeps. */
export function EventFilters({ here, query: { state, type } }: EventFiltersProps) {
  return (
    <FilterForm here={here} aria-label="Events" className="group/filters flex max-w-xl flex-wrap gap-2 sm:flex-nowrap">
      <Select size="sm" name="state" defaultValue={state} aria-label="State" className="grow sm:w-40 sm:grow-0">
        <option value="">Any state</option>
        {Object.entries(STATES).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Select>
      <Select size="sm" name="type" defaultValue={type} aria-label="Type" className="grow">
        <option value="">Any type</option>
        {TYPES.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </Select>
      <button type="submit" className="btn btn-secondary btn-md md:min-h-9 scripted:hidden">
        Apply
      </button>
    </FilterForm>
  );
}
