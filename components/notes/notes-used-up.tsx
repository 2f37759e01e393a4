import { Alert } from "@/components/ui/alert";

/** Says that there is no room before somebody finds out. */
export function NotesUsedUp({ max }: { max: number }) {
  return (
    <Alert tone="warning" title={`There is no room for more than ${max} notes`}>
      Delete one before you create another.
    </Alert>
  );
}
