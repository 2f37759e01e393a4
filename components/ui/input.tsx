import type { ComponentProps } from "react";
import { cx } from "./cx";

export interface InputProps extends Omit<ComponentProps<"input">, "size"> {
  /** `sm` in a toolbar or a table row. */
  size?: "md" | "sm";
}

export function Input({ className, size = "md", ...rest }: InputProps) {
  return <input className={cx("input", size === "sm" && "input-sm", className)} {...rest} />;
}
