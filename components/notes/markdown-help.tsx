import { Fragment } from "react";

const EXAMPLES = [
  ["## Heading", "heading"],
  ["**bold**", "bold"],
  ["*italic*", "italic"],
  ["- milk", "list"],
  ["1. first", "numbers"],
  ["> said", "quotation"],
  ["- [ ] sweep", "to do"],
  ["- [x] sweep", "done"],
  ["[text](https://…)", "link"],
] as const;

/** Explains the Markdown that a note can contain. */
export function MarkdownHelp() {
  return (
    <details className="-mt-3 text-sm">
      <summary className="disclosure py-1">Formatting</summary>
      <dl className="mt-2 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1.5 rounded-control bg-sunken p-4 text-muted sm:grid-cols-[repeat(2,max-content_1fr)] lg:grid-cols-[repeat(3,max-content_1fr)]">
        {EXAMPLES.map(([written, meaning]) => (
          <Fragment key={written}>
            <dt className="font-mono text-xs leading-5 text-text">{written}</dt>
            <dd>{meaning}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}
