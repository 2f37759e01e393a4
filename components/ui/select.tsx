import type { ComponentProps } from "react";
import { cx } from "./cx";

export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select className={cx("input md:text-sm", className)} {...rest} />;
}
