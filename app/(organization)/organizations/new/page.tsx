import type { Metadata } from "next";
import { CreateOrganizationForm } from "@/components/organizations/create-organization-form";
import { Viewer } from "@/components/forms/viewer";
import { AuthShell } from "@/components/layout/auth-shell";
import { TextLink } from "@/components/ui/text-link";
import { appName } from "@/lib/web/pages/app-name";
import { readFlash } from "@/lib/web/cookies/flash";
import { requireSelfService, requireUser } from "@/lib/web/adapters/require";
import { submitNewOrganization } from "../actions";

export const metadata: Metadata = { title: "New organization" };

export default async function NewOrganizationPage() {
  await requireSelfService();
  const { actor } = await requireUser();
  return (
    <AuthShell
      appName={appName()}
      title="New organization"
      flash={await readFlash(actor.user)}
      description="It is separate from your other organizations. You will be its admin."
      footer={
        <p>
          Changed your mind? <TextLink href="/account/profile">Go to your account</TextLink>
        </p>
      }
    >
      <Viewer id={actor.user.id}>
        <CreateOrganizationForm action={submitNewOrganization} />
      </Viewer>
    </AuthShell>
  );
}
