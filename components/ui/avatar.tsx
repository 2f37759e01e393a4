import { initialsOf, tintOf, type Tint } from "@/lib/design/portrait";
import { cx } from "./cx";

const TINTS: Record<Tint, string> = {
  clay: "bg-tint-clay",
  sand: "bg-tint-sand",
  moss: "bg-tint-moss",
  slate: "bg-tint-slate",
  heather: "bg-tint-heather",
  rose: "bg-tint-rose",
};

const SIZES = { sm: "size-7 text-xs", md: "size-9 text-sm", lg: "size-12 text-base", xl: "size-16 text-lg" };

/** Initials, tinted by name. Hidden from screen readers, because the name is beside it. */
export function Avatar({ name, square, size = "md" }: { name: string; square?: boolean; size?: keyof typeof SIZES }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        "inline-grid shrink-0 place-items-center font-semibold text-text",
        TINTS[tintOf(name)],
        square ? "rounded-control" : "rounded-full",
        SIZES[size],
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
