import type { ComponentProps } from "react";
import { cx } from "./cx";

/** A link inside text, recognizable by its underline, not by color alone. */
export function TextLink({ className, ...rest }: ComponentProps<"a"> & { href: string }) {
  return (
    <a
      className={cx(
        "rounded-sm font-medium text-text underline decoration-control underline-offset-4 transition-colors",
        "hover:decoration-current",
        className,
      )}
      {...rest}
    />
  );
}
