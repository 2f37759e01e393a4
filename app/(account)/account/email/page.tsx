import type { Metadata } from "next";
import { CancelEmailChangeForm, RequestEmailChangeForm } from "@/components/forms/email-change-forms";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { getEmailChange } from "@/lib/auth/email-change/get-email-change";
import { listConnections } from "@/lib/auth/oauth/list-connections";
import { requireUser } from "@/lib/web/adapters/require";
import { AccountFrame } from "../account-frame";
import { NoPassword } from "../no-password";
import { submitCancel, submitRequest } from "./actions";

export const metadata: Metadata = { title: "E-mail address" };

export default async function EmailPage() {
  const caller = await requireUser();
  const { email } = caller.actor.user;
  const { pending } = await getEmailChange(caller, {});
  const { hasPassword } = await listConnections(caller, {});
  return (
    <AccountFrame
      caller={caller}
      current="email"
      description="You sign in with this address, and we send our e-mails to it."
    >
      <Card title="Current address" description="In use until you confirm another one.">
        <p className="font-medium break-all">{email}</p>
      </Card>
      {pending && (
        <Card
          title="Waiting for confirmation"
          description="Open the e-mail to the new address on any device and confirm. No e-mail is sent to an address that has received too many today."
        >
          <div className="grid gap-1">
            <p className="font-medium break-all">{pending.new_email}</p>
            <p className="text-sm text-muted">
              Until <Time at={pending.expires_at} />
            </p>
          </div>
          <CancelEmailChangeForm action={submitCancel} />
        </Card>
      )}
      {hasPassword ? (
        <Card
          title={pending ? "Request a new link, or another address" : "Change e-mail address"}
          description={
            pending
              ? "A new link replaces the previous one."
              : "We send a link to the new address and notify the current one."
          }
        >
          <RequestEmailChangeForm action={submitRequest} email={email} />
        </Card>
      ) : (
        <NoPassword email={email} what="To change your e-mail address, set one first." />
      )}
    </AccountFrame>
  );
}
