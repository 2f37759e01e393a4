import { firstGrapheme } from "@/lib/text/graphemes";
import { cx } from "./cx";

function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map((word) => firstGrapheme(word ?? ""))
    .join("")
    .toLocaleUpperCase("en");
}

/** Initials. Hidden from screen readers, because the name is beside it. */
export function Avatar({ name, square, size = "md" }: { name: string; square?: boolean; size?: "sm" | "md" }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        "inline-grid shrink-0 place-items-center bg-stone font-semibold text-text",
        square ? "rounded-control" : "rounded-full",
        size === "sm" ? "size-7 text-xs" : "size-9 text-sm",
      )}
    >
      {initials(name)}
    </span>
  );
}
