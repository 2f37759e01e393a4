import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Address } from "./address";
import { Avatar } from "./avatar";

export interface NamedCellProps {
  name: string;
  /** The page about the row. The link fills the row, except where text can be selected or a time hovered. */
  href?: string;
  /** Beside the name. */
  badges?: ReactNode;
  /** Below the name, such as an e-mail address. */
  detail: string;
  square?: boolean;
}

const TEXT = "wrap-anywhere @min-[46rem]:truncate";

/** The cell that names a row: initials, a name with badges, and a detail. A table shortens long texts. */
export function NamedCell({ name, href, badges, detail, square }: NamedCellProps) {
  return (
    <span className="min-w-0 items-center gap-3 @min-[46rem]:flex">
      <span className="row-face">
        <Avatar name={name} square={square} />
      </span>
      <span className="min-w-0 grow @min-[46rem]:grid">
        <span className="row-title flex min-h-5 min-w-0 flex-wrap items-center gap-x-2 gap-y-1 *:-my-px @min-[46rem]:flex-nowrap">
          <span title={name} className={TEXT}>
            {href ? (
              <a href={href} className="row-link rounded-control after:absolute after:inset-0 hover:underline">
                {name}
              </a>
            ) : (
              name
            )}
          </span>
          {badges}
        </span>
        <span title={detail} className={`${TEXT} row-detail relative z-1 w-fit max-w-full font-normal text-muted`}>
          <Address>{detail}</Address>
        </span>
      </span>
      {href && (
        <ChevronRight
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 right-4 my-auto size-4 shrink-0 text-muted"
        />
      )}
    </span>
  );
}
