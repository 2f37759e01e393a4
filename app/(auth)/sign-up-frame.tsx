import type { ReactNode } from "react";
import { SignUpForm } from "@/components/forms/sign-up-form";
import { AuthShell } from "@/components/layout/auth-shell";
import { SignUpClosed } from "@/components/layout/sign-up-closed";
import { TextLink } from "@/components/ui/text-link";
import type { Caller } from "@/lib/access/actor";
import { getSignUpState } from "@/lib/auth/sign-up/sign-up-state";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { appName } from "@/lib/web/pages/app-name";
import { passwordMinLength } from "@/lib/web/pages/product-facts";

interface SignUpFrameProps {
  caller: Caller;
  title: string;
  description: string;
  /** The link to the other sign-up page. */
  other: ReactNode;
  action: FormAction;
  withOrganization?: boolean;
}

/** The sign-up page, for a user or an organization, or the notice that sign-up is closed. */
export async function SignUpFrame({ caller, title, description, other, action, withOrganization }: SignUpFrameProps) {
  const { open } = await getSignUpState(caller, {});
  if (!open) return <SignUpClosed appName={appName()} />;
  return (
    <AuthShell
      appName={appName()}
      title={title}
      description={description}
      footer={
        <>
          <p>{other}</p>
          <p>
            Already have an account? <TextLink href="/login">Sign in</TextLink>
          </p>
        </>
      }
    >
      <SignUpForm action={action} passwordMinLength={passwordMinLength()} withOrganization={withOrganization} />
    </AuthShell>
  );
}
