import type { Metadata } from "next";
import { ChangePasswordForm } from "@/components/forms/change-password-form";
import { Card } from "@/components/ui/card";
import { listConnections } from "@/lib/auth/oauth/list-connections";
import { passwordMinLength } from "@/lib/web/pages/product-facts";
import { requireUser } from "@/lib/web/adapters/require";
import { AccountFrame } from "../account-frame";
import { NoPassword } from "../no-password";
import { submitPassword } from "./actions";

export const metadata: Metadata = { title: "Password" };

export default async function PasswordPage() {
  const caller = await requireUser();
  const { email } = caller.actor.user;
  const { hasPassword } = await listConnections(caller, {});
  return (
    <AccountFrame caller={caller} current="password" description="Use a long password that you use nowhere else.">
      {hasPassword ? (
        <Card
          title="Change password"
          description="Every other device will be signed out, and your personal API keys will be revoked."
        >
          <ChangePasswordForm action={submitPassword} passwordMinLength={passwordMinLength()} email={email} />
        </Card>
      ) : (
        <NoPassword email={email} />
      )}
    </AccountFrame>
  );
}
