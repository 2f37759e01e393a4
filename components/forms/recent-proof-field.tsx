"use client";

import { useContext } from "react";
import { FormContext, useFormField } from "./form-context";
import { ProofField } from "./proof-field";

/**
 * Asks for the password where the form's action needs a recent proof of who is there.
 * @param asked already when the page is made; otherwise the field appears with the answer that says it is missing
 */
export function RecentProofField({ asked = false }: { asked?: boolean | undefined }) {
  const { state } = useContext(FormContext);
  const { id, error } = useFormField("current_password");
  if (!(state.asksForProof ?? asked)) return null;
  // On a line of its own, also in a row.
  return (
    <div className="basis-full">
      <ProofField id={id} error={error} required={asked} />
    </div>
  );
}
