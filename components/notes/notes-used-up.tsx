import { Alert } from "@/components/ui/alert";

/** Says that the limit is reached, so that no user writes a note that would be refused. */
export function NotesUsedUp({ max }: { max: number }) {
  return (
    <Alert tone="warning" title={`This organization has reached its limit of ${max} notes`}>
      Delete a note before you create another.
    </Alert>
  );
}
