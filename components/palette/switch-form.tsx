import { useImperativeHandle, useRef, type ReactNode, type Ref } from "react";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/lib/web/adapters/form-state";

export interface Switch {
  /** @param slug the organization to switch to */
  switchTo: (slug: string) => void;
}

interface SwitchFormProps {
  ref: Ref<Switch>;
  action: FormAction;
  errorIcon: ReactNode;
}

/** The form of the sidebar's switcher, without its buttons: the palette's entries submit it. Shows why it was refused. */
export function SwitchForm({ ref, action, errorIcon }: SwitchFormProps) {
  const field = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({
    switchTo: (slug) => {
      if (!field.current) return;
      field.current.value = slug;
      field.current.form?.requestSubmit();
    },
  }));
  return (
    <ActionForm
      action={action}
      errorIcon={errorIcon}
      doneIcon={null}
      infoIcon={null}
      className="px-5 has-[[data-summary]]:pb-5"
    >
      <input ref={field} type="hidden" name="organization" />
    </ActionForm>
  );
}
