import { LinkButton } from "@/components/ui/link-button";
import { AuthShell } from "./auth-shell";

/** For the page behind a mailed link that was opened without it, or reloaded after its token left the address bar long ago. */
export function LinkMissingPage({ appName }: { appName: string }) {
  return (
    <AuthShell
      appName={appName}
      title="Open the link in the mail again"
      description="This page works only with the link from your mail."
    >
      <LinkButton href="/">Go to the front page</LinkButton>
    </AuthShell>
  );
}
