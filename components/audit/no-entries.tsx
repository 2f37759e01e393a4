import { NothingFound } from "@/components/ui/nothing-found";

/** Replaces the log if its filters match nothing or are invalid. */
export function NoEntries({ here, isReadable }: { here: string; isReadable: boolean }) {
  return (
    <NothingFound
      here={here}
      title={isReadable ? "No matching entries" : "These filters are not valid"}
      isOnlyWayBack={!isReadable}
    >
      {isReadable
        ? "Try other filters. Entries older than the retention period are deleted."
        : "Check that ids are complete, or start over."}
    </NothingFound>
  );
}
