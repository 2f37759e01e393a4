import { ExternalLink } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { TextLink } from "@/components/ui/text-link";

/** Allows line breaks only after slashes, so that file names are not split. `end` stays with the last part. */
function Breakable({ path, end }: { path: string; end?: ReactNode }) {
  return path.split(/(?<=\/)/).map((part, index, { length }) => (
    <Fragment key={part}>
      {index > 0 && <wbr />}
      <span className="whitespace-nowrap">
        {part}
        {index === length - 1 && end}
      </span>
    </Fragment>
  ));
}

const EXTERNAL = <ExternalLink aria-hidden="true" className="ml-1.5 inline size-3 align-[-1px] text-muted" />;

/** The URL of a file or folder of the source; a folder's path ends with a slash. */
export function sourceHref(repository: string, path: string): string {
  return `${repository}/${path.endsWith("/") ? "tree" : "blob"}/HEAD/${encodeURI(path.replace(/\/$/, ""))}`;
}

/** A path in the source, as a link if the source is published. */
export function SourceLink({ repository, path }: { repository: string | undefined; path: string }) {
  const name = (
    <code className={cx("font-mono text-sm", repository === undefined && "text-muted")}>
      <Breakable path={path} end={repository !== undefined && EXTERNAL} />
    </code>
  );
  return repository === undefined ? name : <TextLink href={sourceHref(repository, path)}>{name}</TextLink>;
}
