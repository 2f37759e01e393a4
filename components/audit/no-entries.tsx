import { NothingFound } from "@/components/ui/nothing-found";

/** In place of the log, where it is filtered to nothing or by nonsense. */
export function NoEntries({ here, isReadable }: { here: string; isReadable: boolean }) {
  return (
    <NothingFound here={here} title={isReadable ? "Nothing like this was recorded" : "These filters cannot be read"}>
      {isReadable
        ? "No entry in the log matches. Entries that are too old are deleted."
        : "Check that ids are complete, or start over."}
    </NothingFound>
  );
}
