import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";

interface NotesUsedUpProps {
  /** The number of notes that the plan allows; null if it is unlimited. */
  max: number | null;
  plan: string;
}

/** Says that the limit is reached, so that no user writes a note that would be refused. */
export function NotesUsedUp({ max, plan }: NotesUsedUpProps) {
  return (
    <Alert tone="warning" title={`This organization has reached the limit of its plan: ${max} notes`}>
      Delete a note before you create another, or <TextLink href="/pricing">compare the plan {plan} with others</TextLink>.
    </Alert>
  );
}
