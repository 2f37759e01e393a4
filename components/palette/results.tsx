import { useEffect } from "react";
import { cx } from "@/components/ui/cx";

export interface Target {
  id: string;
  label: string;
  hint?: string;
  href: string;
}

export interface Group {
  title: string;
  targets: Target[];
}

function Option({ target, isCurrent, open }: { target: Target; isCurrent: boolean; open: (target: Target) => void }) {
  return (
    <div
      role="option"
      id={`palette-${target.id}`}
      aria-selected={isCurrent}
      onClick={() => open(target)}
      className={cx(
        "flex min-h-11 cursor-pointer items-center justify-between gap-4 rounded-control px-3 text-sm hover:bg-sunken",
        isCurrent && "bg-accent-soft font-medium text-accent",
      )}
    >
      <span className="truncate">{target.label}</span>
      {target.hint && <span className="shrink-0 truncate text-xs font-normal text-muted">{target.hint}</span>}
    </div>
  );
}

/** What the palette found, in groups. */
export function Results({
  groups,
  current,
  open,
}: {
  groups: Group[];
  current: Target | undefined;
  open: (target: Target) => void;
}) {
  useEffect(() => {
    document.getElementById(`palette-${current?.id}`)?.scrollIntoView({ block: "nearest" });
  }, [current?.id]);
  const found = groups.flatMap(({ targets }) => targets).length;
  return (
    <>
      <div role="listbox" id="palette-results" aria-label="Results" className="max-h-[min(24rem,50vh)] overflow-y-auto p-2">
        {groups.map(({ title, targets }) => (
          <div key={title} role="group" aria-label={title}>
            <div aria-hidden="true" className="px-3 pt-2 pb-1 text-xs font-medium text-muted">
              {title}
            </div>
            {targets.map((target) => (
              <Option key={target.id} target={target} isCurrent={target === current} open={open} />
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={groups.length > 0 ? "sr-only" : "px-5 pb-4 text-sm text-muted"}>
        {found === 0 ? "No results." : found === 1 ? "1 result" : `${found} results`}
      </p>
    </>
  );
}
