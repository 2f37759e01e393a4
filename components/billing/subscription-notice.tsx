import { Alert } from "@/components/ui/alert";

interface Notice {
  title: string;
  text: string;
}

/** By Stripe’s word for the status. */
const NOTICES: Partial<Record<string, Notice>> = {
  past_due: {
    title: "The last payment failed",
    text: "Everything keeps working for now. The payment is tried again over the next days; if it keeps failing, the subscription ends. Check the payment method under “Manage subscription”.",
  },
  unpaid: {
    title: "The subscription has unpaid invoices",
    text: "Its plan applies again once they are paid. Pay them, or cancel the subscription, under “Manage subscription”. Until then, no other subscription can be started.",
  },
  paused: {
    title: "The subscription is paused",
    text: "Its plan applies again once it is resumed. Resume or cancel it under “Manage subscription”. Until then, no other subscription can be started.",
  },
  incomplete: {
    title: "The first payment is not complete",
    text: "The plan applies once it is. If nothing is paid within a day, the subscription expires, and you can choose a plan again.",
  },
};

/** What is wrong with a subscription, and what an admin can do. */
export function SubscriptionNotice({ status }: { status: string }) {
  const notice = NOTICES[status];
  return notice ? (
    <Alert tone="warning" title={notice.title}>
      {notice.text}
    </Alert>
  ) : null;
}
