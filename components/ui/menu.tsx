import type { ReactNode } from "react";
import { cx } from "./cx";

export interface MenuProps {
  /** Unique on the page. */
  id: string;
  /** What the menu is for, for screen readers. */
  label: string;
  /** The content of the button that opens the menu. */
  trigger: ReactNode;
  triggerClass?: string;
  /**
   * Where the menu opens. `below` and `above`: as wide as its button. `below-end`: below the button, aligned with its
   * right edge, with a width of its own.
   */
  side?: "below" | "above" | "below-end";
  className?: string;
  panelClass?: string;
  children: ReactNode;
}

/**
 * A native popover beside its button. The browser closes it on Escape and on a click outside, with and without JavaScript.
 */
export function Menu({
  id,
  label,
  trigger,
  triggerClass = "menu-button",
  side = "below",
  className,
  panelClass,
  children,
}: MenuProps) {
  return (
    <div className={cx("menu", className)}>
      <button type="button" popoverTarget={id} className={triggerClass}>
        {trigger}
      </button>
      <div
        id={id}
        popover="auto"
        role="group"
        aria-label={label}
        className={cx("menu-panel rise", `menu-${side}`, panelClass)}
      >
        {children}
      </div>
    </div>
  );
}
