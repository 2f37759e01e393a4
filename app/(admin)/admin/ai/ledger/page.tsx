import type { Metadata } from "next";
import { LedgerResult } from "@/components/admin/ledger-result";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { checkLedger } from "@/lib/credits/check-ledger";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import { AdminFrame } from "../../admin-frame";

export const metadata: Metadata = { title: "Ledger check" };

export default async function LedgerPage() {
  const caller = await requireSystemAdmin();
  const check = await checkLedger(caller, {});
  return (
    <AdminFrame caller={caller} current="ai">
      <PageHeader
        breadcrumb={[
          { label: "System console", href: "/admin" },
          { label: "AI usage", href: "/admin/ai" },
        ]}
        title="Ledger check"
        description="The sum of the ledger’s entries is the balance of every account, and every call has its entries."
        action={
          <LinkButton href="/admin/ai/ledger" variant="secondary">
            Check again
          </LinkButton>
        }
      />
      <LedgerResult check={check} />
    </AdminFrame>
  );
}
