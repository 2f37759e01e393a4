"use client";

import { useContext } from "react";
import { SubmitButton } from "@/components/ui/submit-button";
import { REPEAT_FIELD } from "@/lib/web/adapters/form-state";
import { FormContext } from "./form-context";

/**
 * The button that sends a link again. Each repetition changes the message below it, so that a reader sees, and a screen
 * reader says, that it was received. The form carries the count, which therefore works without JavaScript.
 */
export function SendAgainButton() {
  const { status, repeats = 0 } = useContext(FormContext).state;
  const wasSentBefore = status === "done";
  return (
    <div className="grid">
      {wasSentBefore && <input type="hidden" name={REPEAT_FIELD} value={repeats + 1} />}
      <SubmitButton variant="secondary">Send the link again</SubmitButton>
      <p role="status" className={repeats > 0 ? "pt-3 text-center text-sm text-muted" : undefined}>
        {repeats === 0 ? "" : repeats === 1 ? "Requested again." : `Requested again ${repeats} times.`}
      </p>
    </div>
  );
}
