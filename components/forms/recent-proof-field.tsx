"use client";

import { useContext } from "react";
import { TextLink } from "@/components/ui/text-link";
import { PROOF_HINT, PROOF_LABEL } from "./recent-proof-words";
import { FormContext } from "./form-context";
import { SecretField } from "./secret-field";

/**
 * Asks for the password where the form's action needs a recent proof of who is there.
 * @param asked already when the page is made; otherwise the field appears with the answer that says it is missing
 */
export function RecentProofField({ asked = false }: { asked?: boolean | undefined }) {
  const { state } = useContext(FormContext);
  if (!(state.asksForProof ?? asked)) return null;
  return (
    <SecretField
      name="current_password"
      label={PROOF_LABEL}
      hint={PROOF_HINT}
      aside={<TextLink href="/forgot-password">Forgot password?</TextLink>}
      autoComplete="current-password"
    />
  );
}
