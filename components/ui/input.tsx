import type { ComponentProps } from "react";
import { cx } from "./cx";

export const INPUT_CLASS =
  "block w-full min-h-11 md:min-h-10 rounded-control border border-control bg-field px-3 text-base text-text " +
  "placeholder:text-muted transition-colors hover:border-text focus-visible:outline-offset-0 " +
  "aria-invalid:border-danger aria-invalid:outline-danger user-invalid:border-danger " +
  "disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted disabled:hover:border-control " +
  "read-only:bg-sunken";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cx(INPUT_CLASS, className)} {...rest} />;
}
