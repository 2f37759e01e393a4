import { Alert } from "@/components/ui/alert";

/** Says that there is no room before somebody finds out. */
export function NotesUsedUp({ max }: { max: number }) {
  return (
    <Alert tone="warning" title={`All ${max} notes of your plan are in use`}>
      Before another one can be created, one has to be deleted that nobody needs any more.
    </Alert>
  );
}
