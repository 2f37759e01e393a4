import type { Metadata } from "next";
import { requireSelfService, requireSignedOut } from "@/lib/web/adapters/require";
import { SignUpFrame } from "../sign-up-frame";
import { submitSignUp } from "./actions";

export const metadata: Metadata = { title: "Sign up" };

export default async function SignUpPage() {
  await requireSelfService();
  const caller = await requireSignedOut();
  return <SignUpFrame caller={caller} title="Sign up" description="You can invite others later." action={submitSignUp} />;
}
