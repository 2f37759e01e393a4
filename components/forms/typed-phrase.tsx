/** The label of a field in which the user confirms by typing a phrase, such as a name. */
export function TypedPhrase({ phrase }: { phrase: string }) {
  return (
    <>
      Type <code className="rounded-[4px] bg-sunken px-1 py-0.5 font-mono text-xs">{phrase}</code> to confirm
    </>
  );
}
