import { Time } from "./time";

/** When a person was last seen, for a column named "Last seen". On a phone, which leaves out the header, it says so itself. */
export function Seen({ at }: { at: string | null }) {
  if (at === null) return "Not seen recently";
  return (
    <>
      <span className="@min-[46rem]:hidden">Seen </span>
      <Time at={at} relative show="day" />
    </>
  );
}
