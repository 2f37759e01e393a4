// What stands for the picture of a person or an organization: the initials and a tint of the palette. Client-safe.
import { firstGrapheme } from "@/lib/text/graphemes";

export const TINTS = ["clay", "sand", "moss", "slate", "heather", "rose"] as const;
export type Tint = (typeof TINTS)[number];

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map((word) => firstGrapheme(word ?? ""))
    .join("")
    .toLocaleUpperCase("en");
}

/** The tint for a name, the same on every page. */
export function tintOf(name: string): Tint {
  const sum = Array.from(name).reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 7);
  return TINTS[sum % TINTS.length] ?? TINTS[0];
}
