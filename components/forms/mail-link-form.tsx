"use client";

import { useContext } from "react";
import { AuthHeading } from "@/components/layout/auth-heading";
import { SubmitButton } from "@/components/ui/submit-button";
import { Unbroken } from "@/components/ui/unbroken";
import type { FormAction } from "@/lib/web/adapters/form-state";
import type { FormParts } from "./action-form";
import { AwaitMail } from "./await-mail";
import { EmailField } from "./email-field";
import { Form } from "./form";
import { FormContext } from "./form-context";
import { SendAgainButton } from "./send-again-button";

export interface MailLinkFormProps {
  action: FormAction;
  title: string;
  description: string;
  /** The label of the button that sends the link. */
  submit: string;
  /** The path of the development mailbox; null outside development. */
  mailbox: string | null;
}

function Fields({ submit }: { submit: string }) {
  const { state } = useContext(FormContext);
  if (state.status === "done") {
    return (
      <>
        <input type="hidden" name="email" value={state.values?.email ?? ""} />
        <SendAgainButton />
      </>
    );
  }
  return (
    <>
      <EmailField autoComplete="username" autoFocus />
      <SubmitButton>{submit}</SubmitButton>
    </>
  );
}

function Frame({ parts: { state, notices, form }, props }: { parts: FormParts; props: MailLinkFormProps }) {
  const { title, description, mailbox } = props;
  if (state.status === "done") {
    return (
      <div className="grid grid-cols-1 gap-6">
        <div role="status" tabIndex={-1} data-summary="" className="outline-none">
          <AuthHeading title="Check your e-mail" description={state.message && <Unbroken text={state.message} />} />
        </div>
        <AwaitMail mailbox={mailbox}>{form}</AwaitMail>
      </div>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-6">
      <AuthHeading title={title} description={description} />
      <div className="grid grid-cols-1 gap-5">
        {notices}
        {form}
      </div>
    </div>
  );
}

/**
 * A form that requests a link by email. Also renders the heading of its card. The answer is the same for every address; it
 * replaces the heading and the field, and offers to send the link again.
 */
export function MailLinkForm(props: MailLinkFormProps) {
  return (
    <Form action={props.action} frame={(parts) => <Frame parts={parts} props={props} />}>
      <Fields submit={props.submit} />
    </Form>
  );
}
