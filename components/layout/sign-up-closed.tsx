import { LinkButton } from "@/components/ui/link-button";
import { AuthShell } from "./auth-shell";

/** Replaces the sign-up form while sign-up is closed. */
export function SignUpClosed({ appName }: { appName: string }) {
  return (
    <AuthShell
      appName={appName}
      title="Sign-up is closed for now"
      description={`${appName} is not taking new sign-ups at the moment. Please come back later. If you have an account, nothing has changed for you; if you have already signed up, the link in your mail still works.`}
    >
      <div className="grid gap-3">
        <LinkButton href="/login">Sign in</LinkButton>
      </div>
    </AuthShell>
  );
}
