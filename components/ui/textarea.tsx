import type { ComponentProps } from "react";
import { cx } from "./cx";

export interface TextareaProps extends Omit<ComponentProps<"textarea">, "value" | "defaultValue" | "children"> {
  defaultValue?: string | undefined;
}

/** Grows with its text in browsers that support it, up to most of the screen. */
export function Textarea({ className, defaultValue = "", ...rest }: TextareaProps) {
  return (
    <textarea
      className={cx("input field-sizing-content max-h-[70dvh] min-h-28 resize-y py-2.5", className)}
      // When React 19 hydrates a text area, it replaces what was typed until then, unless the default is not a string.
      defaultValue={[defaultValue]}
      {...rest}
    />
  );
}
