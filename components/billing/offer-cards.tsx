import { Card } from "@/components/ui/card";
import type { OfferView } from "@/lib/billing/schemas";
import { priceWords } from "@/lib/credits/price-words";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { StripeForm } from "./stripe-form";

interface OfferCardsProps {
  slug: string;
  offers: OfferView[];
  action: FormAction;
}

/** The plans on sale, each with a button for every interval. */
export function OfferCards({ slug, offers, action }: OfferCardsProps) {
  return (
    <section className="grid grid-cols-1 gap-4" aria-labelledby="offers">
      <div className="grid gap-1">
        <h2 id="offers" className="text-base font-semibold">
          Choose a plan
        </h2>
        <p className="text-sm text-muted">You pay on Stripe’s page, and can cancel at any time.</p>
      </div>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {offers.map(({ slug: plan, name, description, currency, monthly_price_cents, yearly_price_cents }) => (
          <Card key={plan} title={name} description={description} headingLevel={3}>
            <div className="mt-auto grid gap-2">
              {monthly_price_cents !== null && (
                <StripeForm slug={slug} action={action} fields={{ plan, interval: "month" }} variant="primary">
                  {priceWords(monthly_price_cents, currency)} a month
                  <span className="sr-only"> for {name}</span>
                </StripeForm>
              )}
              {yearly_price_cents !== null && (
                <StripeForm slug={slug} action={action} fields={{ plan, interval: "year" }}>
                  {priceWords(yearly_price_cents, currency)} a year
                  <span className="sr-only"> for {name}</span>
                </StripeForm>
              )}
            </div>
          </Card>
        ))}
      </div>
    </section>
  );
}
