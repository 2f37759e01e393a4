"use client";

import { useContext } from "react";
import { FormContext, useFormField } from "./form-context";
import { ProofField } from "./proof-field";

/**
 * Asks for the password if the form's action needs a recent proof of identity.
 * @param asked shows the field from the start; otherwise it appears when a response says that the proof is missing
 */
export function RecentProofField({ asked = false }: { asked?: boolean | undefined }) {
  const { state } = useContext(FormContext);
  const { id, error, autoFocus } = useFormField("current_password");
  if (!(state.asksForProof ?? asked)) return null;
  // Takes a line of its own, even among fields in a row.
  return (
    <div className="col-span-full basis-full">
      <ProofField id={id} error={error} required={asked} autoFocus={autoFocus} />
    </div>
  );
}
