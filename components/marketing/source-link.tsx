import { Fragment } from "react";
import { cx } from "@/components/ui/cx";
import { TextLink } from "@/components/ui/text-link";

/** Allows line breaks only after slashes, so that file names are not split. */
function Breakable({ path }: { path: string }) {
  return path.split(/(?<=\/)/).map((part, index) => (
    <Fragment key={part}>
      {index > 0 && <wbr />}
      <span className="whitespace-nowrap">{part}</span>
    </Fragment>
  ));
}

/** The URL of a file or folder of the source; a folder's path ends with a slash. */
export function sourceHref(repository: string, path: string): string {
  return `${repository}/${path.endsWith("/") ? "tree" : "blob"}/HEAD/${path.replace(/\/$/, "")}`;
}

/** A path in the source, as a link if the source is published. */
export function SourceLink({ repository, path }: { repository: string | undefined; path: string }) {
  const name = (
    <code className={cx("font-mono text-sm", repository === undefined && "text-muted")}>
      <Breakable path={path} />
    </code>
  );
  return repository === undefined ? name : <TextLink href={sourceHref(repository, path)}>{name}</TextLink>;
}
