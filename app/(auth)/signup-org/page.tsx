import type { Metadata } from "next";
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
      action={submitSignUp}
      withOrganization
    />
  );
}
