import { NothingFound } from "@/components/ui/nothing-found";

/** In place of the log, where it is filtered to nothing or by nonsense. */
export function NoEntries({ here, isReadable }: { here: string; isReadable: boolean }) {
  return (
    <NothingFound here={here} title={isReadable ? "Nothing like this happened" : "These filters cannot be read"}>
      {isReadable ? "No entry of the log matches. Entries that are too old are deleted." : "Check that ids are whole, or start over."}
    </NothingFound>
  );
}
