import { Fragment } from "react";

/** A text that may contain an e-mail address, which breaks after "@" and dots rather than in the middle of a word. */
export function Address({ children }: { children: string }) {
  return children.split(/(?<=[@.])(?=\S)/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
