import type { Metadata } from "next";
import { PricingPage } from "@/components/pricing/pricing-page";
import { listPrices } from "@/lib/plan-catalog/list-prices";
import { homeOfCaller, openPage } from "@/lib/web/adapters/require";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";
import { appName } from "@/lib/web/pages/app-name";
import { isSelfService, mailboxPath, repositoryUrl, sellsPlans } from "@/lib/web/pages/product-facts";

export const metadata: Metadata = { title: "Pricing" };

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const caller = await openPage();
  const isYearly = (await searchParam(searchParams, "billing")) === "yearly";
  return (
    <PricingPage
      appName={appName()}
      signedInHref={await homeOfCaller(caller)}
      canSignUp={isSelfService()}
      repository={repositoryUrl()}
      mailbox={mailboxPath()}
      isSelling={sellsPlans()}
      prices={await listPrices(caller, {})}
      interval={isYearly ? "yearly" : "monthly"}
    />
  );
}
