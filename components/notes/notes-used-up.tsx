import { Alert } from "@/components/ui/alert";

/** Announces that the limit is reached before someone writes a note. */
export function NotesUsedUp({ max }: { max: number }) {
  return (
    <Alert tone="warning" title={`There is no room for more than ${max} notes`}>
      Delete one before you create another.
    </Alert>
  );
}
