import type { Metadata } from "next";
import { SignUpForm } from "@/components/forms/sign-up-form";
import { AuthShell } from "@/components/layout/auth-shell";
import { SignUpClosed } from "@/components/layout/sign-up-closed";
import { TextLink } from "@/components/ui/text-link";
import { getSignUpState } from "@/lib/auth/sign-up/sign-up-state";
import { appName } from "@/lib/web/pages/app-name";
import { passwordMinLength } from "@/lib/web/pages/product-facts";
import { requireSelfService, requireSignedOut } from "@/lib/web/adapters/require";
import { submitSignUp } from "./actions";

export const metadata: Metadata = { title: "Sign up" };

export default async function SignUpPage() {
  await requireSelfService();
  const caller = await requireSignedOut();
  const { open } = await getSignUpState(caller, {});
  if (!open) return <SignUpClosed appName={appName()} />;
  return (
    <AuthShell
      appName={appName()}
      title="Sign up"
      description="For yourself. You can invite others later."
      footer={
        <>
          <p>
            For a company or team? <TextLink href="/signup-org">Sign up your organization</TextLink>
          </p>
          <p>
            Already have an account? <TextLink href="/login">Sign in</TextLink>
          </p>
        </>
      }
    >
      <SignUpForm action={submitSignUp} passwordMinLength={passwordMinLength()} />
    </AuthShell>
  );
}
