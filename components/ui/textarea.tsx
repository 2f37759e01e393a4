import type { ComponentProps } from "react";
import { cx } from "./cx";

/** Grows with its text where the browser can do that by itself, up to most of a screen. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea className={cx("input field-sizing-content max-h-[70dvh] min-h-28 resize-y py-2.5", className)} {...rest} />
  );
}
