import { Ellipsis } from "lucide-react";
import { useId, type ReactNode } from "react";
import { Menu } from "./menu";

export interface RowMenuProps {
  /** Names the row, such as "Actions for Ada Mason". */
  label: string;
  /** Buttons of the size `menu`. */
  children: ReactNode;
}

/** The actions of a table row: in the last column or, on a phone, at the right of the row. */
export function RowMenu({ label, children }: RowMenuProps) {
  const id = useId();
  return (
    <Menu
      id={id}
      label={label}
      side="below-end"
      className="-my-1.5"
      triggerClass="btn btn-ghost btn-icon"
      trigger={
        <>
          <Ellipsis aria-hidden="true" />
          <span className="sr-only">{label}</span>
        </>
      }
    >
      {children}
    </Menu>
  );
}
