import { ToneIcon } from "@/components/ui/tone";
import { DialogForm, type DialogFormProps } from "./dialog-form";

export type ConfirmFormProps = Omit<DialogFormProps, "errorIcon" | "doneIcon" | "infoIcon">;

/** Asks for confirmation in a dialog, which names the object and contains the fields, if any. */
export function ConfirmForm(props: ConfirmFormProps) {
  return (
    <DialogForm
      {...props}
      errorIcon={<ToneIcon tone="danger" />}
      doneIcon={<ToneIcon tone="success" />}
      infoIcon={<ToneIcon tone="info" />}
    />
  );
}
