import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import type { CheckoutView } from "@/lib/billing/schemas";

interface PaymentNoticeProps {
  /** Null if the payment page was left. */
  checkout: CheckoutView | null;
  /** The button that asks Stripe. */
  check: ReactNode;
}

/** What became of the payment from whose page the reader returns. */
export function PaymentNotice({ checkout, check }: PaymentNoticeProps) {
  if (checkout === null) {
    return (
      <Alert tone="info" title="Nothing was paid">
        You left the payment page. It stays open for an hour: choose the same again to return to it.
      </Alert>
    );
  }
  if (checkout.status === "paid" && checkout.kind === "subscription") {
    return (
      <Alert tone="success" title="Thank you, the subscription has started">
        The plan that applies now is shown below.
      </Alert>
    );
  }
  if (checkout.status === "paid") {
    return (
      <Alert tone="success" title="Thank you, the payment arrived">
        {checkout.credits.toLocaleString("en")} credits were added.
      </Alert>
    );
  }
  if (checkout.status === "expired") {
    return (
      <Alert tone="warning" title="Nothing was paid">
        This payment page has expired. Please start again.
      </Alert>
    );
  }
  return (
    <Alert tone="info" title="The payment is being confirmed">
      <div className="grid gap-3">
        <p>Stripe usually confirms it within a few seconds.</p>
        {check}
      </div>
    </Alert>
  );
}
