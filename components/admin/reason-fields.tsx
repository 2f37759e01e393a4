import { RecentProofField } from "@/components/forms/recent-proof-field";
import { TextField } from "@/components/forms/text-field";

export interface ReasonFieldsProps {
  /** Says who can read the reason. */
  hint: string;
  /** Whether to ask for the password from the start, for an action that needs a recent proof. */
  asksForProof?: boolean;
}

/** The fields that every write in the console has: the reason and, if the write needs a recent proof, the password. */
export function ReasonFields({ hint, asksForProof }: ReasonFieldsProps) {
  return (
    <>
      <TextField name="reason" label="Reason" hint={hint} autoComplete="off" required />
      <RecentProofField asked={asksForProof} />
    </>
  );
}
