// A name that a stranger chose, for a mail to somebody who did not ask for it: short, on one line, and with nothing in it
// that a mail program turns into a link or a telephone number, or that turns text around or hides it.
import "server-only";
import { countCharacters } from "@/lib/text/characters";
import { beginningOf } from "@/lib/text/graphemes";
import { withoutInvisible } from "@/lib/text/invisible";

const MAX_LENGTH = 60;
/** What is looked at: the expressions below take the square of it at worst. */
const MAX_READ = 500;

/** Full stops of other scripts, which browsers take for the one of a domain. */
const OTHER_STOPS = /[\u3002\uff0e\uff61\u2024\ufe52]/gu;
const WITH_SCHEME = /\S*:[/\\]{2}\S*/gu;
const UNUSUAL = /[^\p{L}\p{M}\p{Nd}\u200c\u200d'’&,.()+ -]/gu;
/** Anything but a full stop that ends a word, as in "Inc." */
const STOP_WITHIN = /\.(?=[^\s,)])/gu;
const TELEPHONE = /(?:\p{Nd}[ ()+.,-]*){7,}/gu;
/** More marks on one letter than any language writes. */
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** @param fallback where nothing of the name is left */
export function plainName(name: string, fallback: string): string {
  const read = beginningOf(name, MAX_READ)
    .normalize("NFKC")
    .replace(/[\t\r\n\v\f\u0085\u2028\u2029]/gu, " ");
  const letters = withoutInvisible(read).replace(OTHER_STOPS, ".").replace(WITH_SCHEME, " ").replace(UNUSUAL, " ");
  // Once more, for joiners that stood beside what is gone now.
  const text = withoutInvisible(letters)
    .replace(STOP_WITHIN, " ")
    .replace(TELEPHONE, " ")
    .replace(STACKED_MARKS, "$1")
    .replace(/\s+/gu, " ")
    .replace(/^[\s\p{M}.,&+)'’-]+|[\s,&+(-]+$/gu, "");
  if (!/[\p{L}\p{Nd}]/u.test(text)) return fallback;
  return countCharacters(text) <= MAX_LENGTH ? text : `${beginningOf(text, MAX_LENGTH - 1).trimEnd()}…`;
}
