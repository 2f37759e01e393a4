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
  /** The side of the button on which the menu opens. */
  side?: "below" | "above";
  children: ReactNode;
}

/**
 * A native popover beside its button. The browser closes it on Escape and on a click outside, with and without JavaScript.
 */
export function Menu({ id, label, trigger, triggerClass, side = "below", children }: MenuProps) {
  return (
    <div className="menu">
      <button type="button" popoverTarget={id} className={cx("menu-button", triggerClass)}>
        {trigger}
      </button>
      <div id={id} popover="auto" role="group" aria-label={label} className={cx("menu-panel rise", `menu-${side}`)}>
        {children}
      </div>
    </div>
  );
}
