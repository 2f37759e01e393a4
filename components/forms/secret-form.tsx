"use client";

import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { LinkButton } from "@/components/ui/link-button";
import { ActionForm, type ActionFormProps, type FormParts } from "./action-form";

export interface SecretFormProps extends Omit<ActionFormProps, "frame" | "disclosure" | "notice"> {
  /** The page of the form, which "Done" loads again. */
  here: string;
  secretLabel: string;
  copyIcon: ReactNode;
  copiedIcon: ReactNode;
}

type Looks = Pick<SecretFormProps, "here" | "secretLabel" | "copyIcon" | "copiedIcon">;

function Frame({ parts, here, secretLabel, copyIcon, copiedIcon }: { parts: FormParts } & Looks) {
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
      <div className="flex max-w-full items-center gap-2 rounded-control border border-border bg-sunken py-1 pr-1 pl-4">
        <pre
          aria-label={secretLabel}
          role="group"
          className="min-w-0 grow py-2 font-mono text-sm break-all whitespace-pre-wrap select-all"
        >
          {secret}
        </pre>
        <CopyButton text={secret} label={secretLabel} icon={copyIcon} doneIcon={copiedIcon} />
      </div>
      <LinkButton href={here} variant="secondary" className="justify-self-start">
        Done
      </LinkButton>
    </div>
  );
}

/** A form whose response shows a new secret once, in place of the form. */
export function SecretForm({ here, secretLabel, copyIcon, copiedIcon, children, ...form }: SecretFormProps): ReactNode {
  const looks = { here, secretLabel, copyIcon, copiedIcon };
  return (
    <ActionForm {...form} frame={(parts) => <Frame parts={parts} {...looks} />}>
      {children}
    </ActionForm>
  );
}
