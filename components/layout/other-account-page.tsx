import { TokenForm } from "@/components/forms/token-form";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/web/form-state";
import { AuthShell } from "./auth-shell";

export interface OtherAccountPageProps {
  appName: string;
  /** The address that is signed in. */
  signedInAs: string;
  /** What the link is for, with its address. */
  purpose: string;
  /** Signs out and comes back to the link. */
  action: FormAction;
  token: string;
}

/** For a mailed link that was opened where somebody else is signed in: says so, and leaves the choice to the reader. */
export function OtherAccountPage({ appName, signedInAs, purpose, action, token }: OtherAccountPageProps) {
  return (
    <AuthShell
      appName={appName}
      title="You are signed in to another account"
      description={`You are signed in as ${signedInAs}. ${purpose} To go on, sign out first: you will come back to this page.`}
      footer={
        <p>
          Not now? <TextLink href="/">Stay signed in</TextLink>. The link keeps working.
        </p>
      }
    >
      <TokenForm action={action} token={token}>
        Sign out and go on
      </TokenForm>
    </AuthShell>
  );
}
