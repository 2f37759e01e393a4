import { LinkButton } from "@/components/ui/link-button";
import { AuthShell } from "./auth-shell";

/** Replaces the sign-up form while sign-up is closed. */
export function SignUpClosed({ appName }: { appName: string }) {
  return (
    <AuthShell
      appName={appName}
      title="Sign-up is closed for now"
      description={`${appName} is not accepting new sign-ups at the moment. If you have an account, you can sign in as usual. If you have already signed up, the link in your e-mail still works.`}
    >
      <div className="grid gap-3">
        <LinkButton href="/login">Sign in</LinkButton>
      </div>
    </AuthShell>
  );
}
