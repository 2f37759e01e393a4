import type { ComponentProps } from "react";
import { cx } from "./cx";
import { Glyph } from "./glyph";

export interface SelectProps extends Omit<ComponentProps<"select">, "size"> {
  /** `sm` in a toolbar or a table row. */
  size?: "md" | "sm";
}

/** A native select. `className` applies to the box that contains the select and its arrow. */
export function Select({ className, size = "md", ...rest }: SelectProps) {
  return (
    <span className={cx("relative block min-w-0", className)}>
      <select className={cx("input select", size === "sm" && "input-sm")} {...rest} />
      <Glyph path="M6 9l6 6 6-6" className="pointer-events-none absolute inset-y-0 right-3 my-auto size-4 text-muted" />
    </span>
  );
}
