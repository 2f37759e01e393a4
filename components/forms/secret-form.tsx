"use client";

import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/link-button";
import { ActionForm, type ActionFormProps, type FormParts } from "./action-form";

export interface SecretFormProps extends Omit<ActionFormProps, "frame" | "disclosure" | "notice"> {
  /** The page of the form, which "Done" loads again. */
  here: string;
  secretLabel: string;
}

function Frame({ parts, here, secretLabel }: { parts: FormParts } & Pick<SecretFormProps, "here" | "secretLabel">) {
  const { state, notices, form } = parts;
  const { secret } = state;
  if (secret === undefined) {
    return (
      <div className="grid gap-5">
        {notices}
        {form}
      </div>
    );
  }
  return (
    <div className="grid gap-5">
      {notices}
      <pre
        aria-label={secretLabel}
        role="group"
        className="max-w-full rounded-control border border-border bg-sunken px-4 py-3 font-mono text-sm break-all whitespace-pre-wrap select-all"
      >
        {secret}
      </pre>
      <LinkButton href={here} variant="secondary" className="justify-self-start">
        Done
      </LinkButton>
    </div>
  );
}

/** A form whose response shows a new secret once, in place of the form. */
export function SecretForm({ here, secretLabel, children, ...form }: SecretFormProps): ReactNode {
  return (
    <ActionForm {...form} frame={(parts) => <Frame parts={parts} here={here} secretLabel={secretLabel} />}>
      {children}
    </ActionForm>
  );
}
