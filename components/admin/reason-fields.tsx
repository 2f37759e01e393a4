import { RecentProofField } from "@/components/forms/recent-proof-field";
import { TextField } from "@/components/forms/text-field";

export interface ReasonFieldsProps {
  /** Who can read the reason. */
  hint: string;
  /** Whether the password must be entered, if the action needs a recent proof. */
  asksForProof?: boolean;
}

/** The fields of every write in the console: the reason for it, and the proof where it needs one. */
export function ReasonFields({ hint, asksForProof }: ReasonFieldsProps) {
  return (
    <>
      <TextField name="reason" label="Reason" hint={hint} autoComplete="off" required />
      <RecentProofField asked={asksForProof} />
    </>
  );
}
