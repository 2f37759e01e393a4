import { SetPasswordForm } from "@/components/forms/set-password-form";
import { Card } from "@/components/ui/card";
import { submitForgot } from "../../(auth)/forgot-password/actions";

interface NoPasswordProps {
  email: string;
  /** What needs a password. */
  what?: string;
}

/** For a user who signs in with Google only: how to set a first password. */
export function NoPassword({ email, what = "" }: NoPasswordProps) {
  return (
    <Card title="Set a password" description={`You sign in with Google and have no password yet. ${what}`.trim()}>
      <SetPasswordForm action={submitForgot} email={email} />
    </Card>
  );
}
