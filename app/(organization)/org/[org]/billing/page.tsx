import type { Metadata } from "next";
import { OfferCards } from "@/components/billing/offer-cards";
import { PackCard } from "@/components/billing/pack-card";
import { PaymentNotice } from "@/components/billing/payment-notice";
import { PlanCard } from "@/components/billing/plan-card";
import { PortalForm } from "@/components/billing/portal-form";
import { PurchaseTable } from "@/components/billing/purchase-table";
import { StripeForm } from "@/components/billing/stripe-form";
import { SubscriptionNotice } from "@/components/billing/subscription-notice";
import { Alert } from "@/components/ui/alert";
import { CardColumn } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { findCheckout } from "@/lib/billing/find-checkout";
import { getBilling } from "@/lib/billing/get-billing";
import { needsProof } from "@/lib/web/adapters/recent-proof";
import { requireMember, unlessRefused } from "@/lib/web/adapters/require";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";
import { OrganizationFrame } from "../organization-frame";
import { submitCheckout, submitPack, submitPortal, submitVerification } from "./actions";

export const metadata: Metadata = { title: "Billing" };

/** The value of `checkout` in the link that leads back from a payment page. */
const LEFT = "left";

interface BillingPageProps {
  params: Promise<{ org: string }>;
  searchParams: SearchParams;
}

export default async function BillingPage({ params, searchParams }: BillingPageProps) {
  const { org } = await params;
  const caller = await requireMember(org, "org_admin");
  const { slug, name } = caller.actor.organization;
  const billing = await getBilling(caller, {});
  const returned = await searchParam(searchParams, "checkout");
  const isKnown = returned !== undefined && returned !== LEFT;
  const checkout = isKnown ? await unlessRefused(findCheckout(caller, { checkout: returned }), "VALIDATION_ERROR") : null;
  const shown = checkout?.found ?? null;
  const mayStart = billing.subscription?.has_ended ?? true;
  const portal = billing.has_portal ? (
    <PortalForm slug={slug} action={submitPortal} asksForProof={needsProof(caller)} />
  ) : null;
  return (
    <OrganizationFrame caller={caller} current="billing">
      <PageHeader title="Billing" description={`The plan of ${name}, and what it pays for.`} />
      <CardColumn>
        {(shown !== null || returned === LEFT) && (
          <PaymentNotice
            checkout={shown}
            check={
              <StripeForm slug={slug} action={submitVerification} fields={{ checkout: returned ?? "" }}>
                Check now
              </StripeForm>
            }
          />
        )}
        {billing.subscription && <SubscriptionNotice status={billing.subscription.status} />}
        <PlanCard billing={billing} portal={portal} />
        {!billing.takes_payments && (
          <Alert tone="info" title="Payments are turned off">
            Nothing can be bought in this installation. A system admin can grant a plan.
          </Alert>
        )}
        {mayStart && billing.offers.length > 0 && <OfferCards slug={slug} offers={billing.offers} action={submitCheckout} />}
        {billing.packs.length > 0 && <PackCard slug={slug} packs={billing.packs} action={submitPack} />}
        {billing.purchases.length > 0 && <PurchaseTable purchases={billing.purchases} />}
      </CardColumn>
    </OrganizationFrame>
  );
}
