import type { Metadata } from "next";
import { TextLink } from "@/components/ui/text-link";
import { requireSelfService, requireSignedOut } from "@/lib/web/adapters/require";
import { SignUpFrame } from "../sign-up-frame";
import { submitSignUp } from "./actions";

export const metadata: Metadata = { title: "Sign up" };

export default async function SignUpPage() {
  await requireSelfService();
  const caller = await requireSignedOut();
  return (
    <SignUpFrame
      caller={caller}
      title="Sign up"
      description="Create an account for yourself. You can invite others later."
      other={
        <>
          For a company or team? <TextLink href="/signup-org">Sign up your organization</TextLink>
        </>
      }
      action={submitSignUp}
    />
  );
}
