import { ToneIcon } from "@/components/ui/tone";
import { DialogForm, type DialogFormProps } from "./dialog-form";

export type ConfirmFormProps = Omit<DialogFormProps, "errorIcon" | "doneIcon" | "infoIcon">;

/** Asks before it acts, in a dialog that names the object and holds the fields, if there are any. */
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
