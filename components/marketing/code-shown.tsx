import { CODE_EXCERPTS, partsOf, type CodeExcerpt } from "./code-excerpts";
import { SourceLink } from "./source-link";

/** Code in muted text. The marked parts have the color of text. */
function Code({ code, label }: { code: string; label: string }) {
  return (
    <pre
      tabIndex={0}
      role="group"
      aria-label={label}
      className="overflow-x-auto px-4 py-3 font-mono text-xs text-muted -outline-offset-2 sm:px-6 sm:py-4 lg:text-sm"
    >
      <code>
        {partsOf(code).map((part, index) =>
          index % 2 === 0 ? (
            part
          ) : (
            <b key={part} className="font-normal text-text">
              {part}
            </b>
          ),
        )}
      </code>
    </pre>
  );
}

function Excerpt({ excerpt: { title, text, path, code }, repository }: { excerpt: CodeExcerpt } & CodeShownProps) {
  return (
    <li className="grid grid-cols-1 bg-raised">
      <div className="grid gap-x-8 gap-y-1 px-4 pt-4 sm:px-6 sm:pt-6 md:grid-cols-[minmax(0,1fr)_auto]">
        <h3 className="font-semibold">{title}</h3>
        <span className="md:text-right">
          <SourceLink repository={repository} path={path} />
        </span>
        <p className="max-w-[62ch] text-sm text-muted">{text}</p>
      </div>
      <Code code={code} label={title} />
    </li>
  );
}

interface CodeShownProps {
  repository: string | undefined;
}

/** How a feature is written, from the operation to the form. */
export function CodeShown({ repository }: CodeShownProps) {
  return (
    <>
      <ol className="grid grid-cols-1 gap-px overflow-clip rounded-card border border-border bg-border">
        {CODE_EXCERPTS.map((excerpt) => (
          <Excerpt key={excerpt.path} excerpt={excerpt} repository={repository} />
        ))}
      </ol>
      <p className="text-sm text-muted">
        The steps for a feature of your own, and their tests:{" "}
        <SourceLink repository={repository} path="docs/how-to/add-a-feature.md" />
      </p>
    </>
  );
}
