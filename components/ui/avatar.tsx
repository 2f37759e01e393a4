import { firstGrapheme } from "@/lib/text/graphemes";
import { cx } from "./cx";

const TINTS = ["bg-tint-clay", "bg-tint-sand", "bg-tint-moss", "bg-tint-slate", "bg-tint-heather", "bg-tint-rose"];

const SIZES = { sm: "size-7 text-xs", md: "size-9 text-sm", lg: "size-12 text-base" };

function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map((word) => firstGrapheme(word ?? ""))
    .join("")
    .toLocaleUpperCase("en");
}

/** The tint for a name, the same on every page. */
function tintOf(name: string): string | undefined {
  const sum = Array.from(name).reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 7);
  return TINTS[sum % TINTS.length];
}

/** Initials, tinted by name. Hidden from screen readers, because the name is beside it. */
export function Avatar({ name, square, size = "md" }: { name: string; square?: boolean; size?: keyof typeof SIZES }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        "inline-grid shrink-0 place-items-center font-semibold text-text",
        tintOf(name),
        square ? "rounded-control" : "rounded-full",
        SIZES[size],
      )}
    >
      {initials(name)}
    </span>
  );
}
