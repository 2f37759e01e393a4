import { ToneIcon } from "@/components/ui/tone";
import { ActionForm, type ActionFormProps } from "./action-form";

/** `ActionForm` with icons drawn on the server, so that they cost the browser nothing. */
export function Form(props: Omit<ActionFormProps, "errorIcon" | "doneIcon" | "infoIcon">) {
  return (
    <ActionForm
      {...props}
      errorIcon={<ToneIcon tone="danger" />}
      doneIcon={<ToneIcon tone="success" />}
      infoIcon={<ToneIcon tone="info" />}
    />
  );
}
