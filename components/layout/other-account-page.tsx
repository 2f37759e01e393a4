import type { ReactNode } from "react";
import { TokenForm } from "@/components/forms/token-form";
import { Viewer } from "@/components/forms/viewer";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { AuthShell, type AuthShellProps } from "./auth-shell";

export interface OtherAccountPageProps {
  appName: string;
  /** The signed-in user. */
  user: { id: string; email: string };
  flash: AuthShellProps["flash"];
  /** What the link is for, with the address it was sent to. */
  purpose: string;
  /** Signs the user out and returns to the link. */
  action: FormAction;
  token: string;
  children?: ReactNode;
}

/** Shown for a mailed link that was opened while another account is signed in; the reader chooses how to continue. */
export function OtherAccountPage({ appName, user, flash, purpose, action, token, children }: OtherAccountPageProps) {
  return (
    <AuthShell
      appName={appName}
      title="You are signed in to another account"
      description={`You are signed in as ${user.email}. ${purpose} Sign out to continue. You will return to this page.`}
      flash={flash}
      footer={
        <p>
          Not now? <TextLink href="/">Stay signed in</TextLink>. The link stays valid until it expires.
        </p>
      }
    >
      {children}
      <Viewer id={user.id}>
        <TokenForm action={action} token={token}>
          Sign out and continue
        </TokenForm>
      </Viewer>
    </AuthShell>
  );
}
