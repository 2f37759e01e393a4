import { Fragment } from "react";

const EXAMPLES = [
  ["## Heading", "heading"],
  ["**bold**", "bold"],
  ["*italic*", "italic"],
  ["- milk", "list"],
  ["1. first", "numbers"],
  ["- [ ] sweep", "to do"],
  ["- [x] sweep", "done"],
  ["[text](https://…)", "link"],
  ["> said", "quotation"],
] as const;

/** Explains the Markdown that a note can contain. */
export function MarkdownHelp() {
  return (
    <section className="grid content-start gap-3 text-sm">
      <h2 className="font-semibold">Formatting</h2>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1.5 text-muted">
        {EXAMPLES.map(([written, meaning]) => (
          <Fragment key={written}>
            <dt className="font-mono text-xs leading-5 text-text">{written}</dt>
            <dd>{meaning}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
