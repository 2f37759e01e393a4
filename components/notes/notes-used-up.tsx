import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";

interface NotesUsedUpProps {
  /** The number of notes that the plan allows. */
  max: number;
  /** The page on which an admin changes the plan; null for a member, who cannot. */
  billing: string | null;
}

/** Says that the limit is reached, so that no user writes a note that would be refused. */
export function NotesUsedUp({ max, billing }: NotesUsedUpProps) {
  return (
    <Alert tone="warning" title={`This organization has reached the limit of its plan: ${max} notes`}>
      {billing === null ? (
        "Delete a note before you create another, or ask an admin to switch to a larger plan."
      ) : (
        <>
          Delete a note before you create another, or <TextLink href={billing}>switch to a larger plan</TextLink>.
        </>
      )}
    </Alert>
  );
}
