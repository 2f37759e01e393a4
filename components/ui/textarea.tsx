import type { ComponentProps } from "react";
import { cx } from "./cx";

/** Grows with its text in browsers that support it, up to most of the screen. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea className={cx("input field-sizing-content max-h-[70dvh] min-h-28 resize-y py-2.5", className)} {...rest} />
  );
}
