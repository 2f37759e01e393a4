"use client";

import { useContext, useEffect, useRef, type ReactNode } from "react";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogButton } from "@/components/ui/dialog-button";
import { ActionForm, type ActionFormProps, type FormParts } from "./action-form";
import { FormContext } from "./form-context";
import { GuardedButton, type Guard } from "./guarded-button";

interface DialogTexts {
  /** On the button that opens the dialog, such as "Delete organization…". */
  trigger: ReactNode;
  /** The question, which names the object. */
  title: ReactNode;
  /** What will happen, and whether it can be undone. */
  description?: ReactNode;
  tone?: "danger" | "plain";
  size?: ButtonSize;
  /** Whether the trigger is disabled. */
  disabled?: boolean;
}

export interface DialogFormProps extends Omit<ActionFormProps, "frame" | "disclosure" | "notice">, DialogTexts {
  /** The label of the button that performs the action. */
  submit: ReactNode;
  guard?: Guard;
}

const idOf = (formId: string) => `${formId}-dialog`;

function triggerVariant(tone: DialogTexts["tone"], size: DialogTexts["size"]): ButtonVariant {
  if (tone === "danger") return size === "menu" ? "danger-ghost" : "danger-outline";
  return size === "menu" ? "ghost" : "secondary";
}

function Frame({ parts, texts }: { parts: FormParts; texts: DialogTexts }) {
  const { formId, notices, form, isAnswered, isRestored } = parts;
  const { trigger, title, description, tone, size, disabled } = texts;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isRestored && !dialog.current?.open) dialog.current?.showModal();
  }, [isRestored]);
  return (
    <>
      <DialogButton
        dialogId={idOf(formId)}
        command="show-modal"
        variant={triggerVariant(tone, size)}
        size={size}
        disabled={disabled}
      >
        {trigger}
      </DialogButton>
      <Dialog id={idOf(formId)} ref={dialog} title={title} description={description} open={isAnswered}>
        {notices}
        {form}
      </Dialog>
    </>
  );
}

function Buttons({ submit, tone, guard }: Pick<DialogFormProps, "submit" | "tone" | "guard">) {
  const { formId } = useContext(FormContext);
  return (
    <div className="-mx-6 -mb-6 flex flex-col-reverse gap-3 border-t border-border px-6 py-4 sm:flex-row sm:justify-end">
      <DialogButton dialogId={idOf(formId)} command="close" variant="secondary">
        Cancel
      </DialogButton>
      <GuardedButton variant={tone === "danger" ? "danger" : "primary"} guard={guard}>
        {submit}
      </GuardedButton>
    </div>
  );
}

/** A button that opens a form in a dialog. Its errors appear there, also without JavaScript. */
export function DialogForm(props: DialogFormProps) {
  const { trigger, title, description, tone, size, disabled, submit, guard, children, ...form } = props;
  const texts = { trigger, title, description, tone, size, disabled };
  return (
    <ActionForm {...form} frame={(parts) => <Frame parts={parts} texts={texts} />}>
      {children}
      <Buttons submit={submit} tone={tone} guard={guard} />
    </ActionForm>
  );
}
