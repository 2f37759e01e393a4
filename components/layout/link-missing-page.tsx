import { LinkButton } from "@/components/ui/link-button";
import { AuthShell } from "./auth-shell";

/** Shown if the page behind a mailed link is opened without its token, or reloaded after the kept token has expired. */
export function LinkMissingPage({ appName }: { appName: string }) {
  return (
    <AuthShell
      appName={appName}
      title="Open the link in the e-mail again"
      description="This page works only with the link in the e-mail."
    >
      <LinkButton href="/">Go to the front page</LinkButton>
    </AuthShell>
  );
}
