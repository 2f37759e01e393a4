"use client";

import { useContext } from "react";
import { TextLink } from "@/components/ui/text-link";
import { keepDraft } from "./draft";
import { FormContext } from "./form-context";
import { useViewer } from "./viewer";

/**
 * Leads away from a form, to the page on which one confirms with Google. With JavaScript, what was typed is restored on the
 * way back.
 */
export function ConfirmLink({ href }: { href: string }) {
  const { formId } = useContext(FormContext);
  const viewer = useViewer();
  return (
    <>
      <TextLink href={href} onClick={() => keepDraft(formId, viewer)}>
        confirm with Google
      </TextLink>{" "}
      instead<span className="scripted:hidden">, and enter the rest again afterwards</span>
    </>
  );
}
