"use client";

import { ChangePasswordForm } from "@/components/forms/change-password-form";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { ResendToForm } from "@/components/forms/resend-to-form";
import { SessionList } from "@/components/forms/session-list";
import { SignInForm } from "@/components/forms/sign-in-form";
import { SignUpForm } from "@/components/forms/sign-up-form";
import { VerifyEmailForm } from "@/components/forms/verify-email-form";
import { Card } from "@/components/ui/card";
import type { FormState } from "@/lib/web/adapters/form-state";

const WAIT_MS = 900;
const MIN_LENGTH = 12;

async function afterAWhile(answer: FormState): Promise<FormState> {
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  return answer;
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}

const succeed = (_state: FormState, data: FormData) =>
  afterAWhile({ status: "done", message: `We sent an e-mail to ${textOf(data, "email")}.` });

const refuse = (_state: FormState, data: FormData) =>
  afterAWhile({
    status: "error",
    code: "EMAIL_NOT_VERIFIED",
    message: "Please verify your e-mail address first.",
    values: { email: textOf(data, "email") },
    requestId: "5f0a4d1e-8f2c-4a53-9b61-0d7f3a1c2b4e",
  });

const findFault = (_state: FormState, data: FormData) =>
  afterAWhile({
    status: "error",
    code: "VALIDATION_ERROR",
    message: "Please check the highlighted fields.",
    fields: {
      name: "Please remove invisible characters.",
      password: "This password is too common.",
      new_password: "This password is too common.",
    },
    values: { name: textOf(data, "name"), email: textOf(data, "email") },
    requestId: "5f0a4d1e-8f2c-4a53-9b61-0d7f3a1c2b4e",
  });

/** Forms with fake actions, which fail, report invalid fields or succeed. */
export function FormSamples() {
  return (
    <div className="grid items-start gap-6 sm:grid-cols-2">
      <Card headingLevel={3} title="Sign in">
        <SignInForm action={refuse} />
      </Card>
      <Card headingLevel={3} title="Sign up">
        <SignUpForm action={findFault} passwordMinLength={MIN_LENGTH} withOrganization />
      </Card>
      <Card headingLevel={3} title="Verify your e-mail address">
        <VerifyEmailForm action={findFault} token="" needsPassword passwordMinLength={MIN_LENGTH} />
      </Card>
      <Card headingLevel={3} title="Check your e-mail">
        <ResendToForm action={succeed} email="ines@example.com" />
      </Card>
      <Card headingLevel={3} title="Password">
        <ChangePasswordForm action={findFault} passwordMinLength={MIN_LENGTH} email="ines@example.com" />
      </Card>
    </div>
  );
}

export function DangerSample() {
  return (
    <ConfirmForm
      action={succeed}
      tone="danger"
      trigger="Delete organization…"
      title="Delete North Yard?"
      description="Its 14 invitations and 3 memberships are also deleted. This cannot be undone."
      submit="Delete organization"
    />
  );
}

export function SessionSample({ now }: { now: number }) {
  const [seen, created] = [new Date(now - 60_000).toISOString(), new Date(now - 86_400_000).toISOString()];
  const times = { created_at: created, last_seen_at: seen };
  return (
    <SessionList
      sessions={[
        { id: "1", browser: "Firefox", system: "macOS", ip_address: "192.0.2.17", current: true, ...times },
        { id: "2", browser: "Safari", system: "iPhone", ip_address: "2001:db8::5c1e", current: false, ...times },
      ]}
      endAction={refuse}
      endOthersAction={succeed}
    />
  );
}
