import type { Metadata } from "next";
import { TextLink } from "@/components/ui/text-link";
import { requireSelfService, requireSignedOut } from "@/lib/web/adapters/require";
import { SignUpFrame } from "../sign-up-frame";
import { submitSignUp } from "./actions";

export const metadata: Metadata = { title: "Sign up your organization" };

export default async function SignUpOrganizationPage() {
  await requireSelfService();
  const caller = await requireSignedOut();
  return (
    <SignUpFrame
      caller={caller}
      title="Sign up your organization"
      description="You become its first admin."
      other={
        <>
          Just for yourself? <TextLink href="/signup">Sign up</TextLink>
        </>
      }
      action={submitSignUp}
      withOrganization
    />
  );
}
