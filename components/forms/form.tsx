import { ToneIcon } from "@/components/ui/tone";
import { ActionForm, type ActionFormProps } from "./action-form";

/** `ActionForm` with icons rendered on the server, so that the browser need not load them. */
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
