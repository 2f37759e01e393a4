// Makes a name safe for a mail that its recipient did not ask for: short, on one line, without text that mail programs turn
// into links or telephone numbers, and without invisible or direction-changing characters.
import "server-only";
import { countCharacters } from "@/lib/text/characters";
import { beginningOf } from "@/lib/text/graphemes";
import { withoutInvisible } from "@/lib/text/invisible";

const MAX_LENGTH = 60;
/** The maximum number of characters read, because the expressions below take quadratic time in the worst case. */
const MAX_READ = 500;

/** Full stops of other scripts, which browsers also accept in domains. */
const OTHER_STOPS = /[\u3002\uff0e\uff61\u2024\ufe52]/gu;
const WITH_SCHEME = /\S*:[/\\]{2}\S*/gu;
const UNUSUAL = /[^\p{L}\p{M}\p{Nd}\u200c\u200d'’&,.()+ -]/gu;
/** Any full stop except at the end of a word, as in "Inc." */
const STOP_WITHIN = /\.(?=[^\s,)])/gu;
const TELEPHONE = /(?:\p{Nd}[ ()+.,-]*){7,}/gu;
/** More combining marks on one letter than any language uses. */
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** @param fallback used if nothing of the name is left */
export function plainName(name: string, fallback: string): string {
  const read = beginningOf(name, MAX_READ)
    .normalize("NFKC")
    .replace(/[\t\r\n\v\f\u0085\u2028\u2029]/gu, " ");
  const letters = withoutInvisible(read).replace(OTHER_STOPS, ".").replace(WITH_SCHEME, " ").replace(UNUSUAL, " ");
  // Removes invisible characters again, because removed letters may have left joiners behind.
  const text = withoutInvisible(letters)
    .replace(STOP_WITHIN, " ")
    .replace(TELEPHONE, " ")
    .replace(STACKED_MARKS, "$1")
    .replace(/\s+/gu, " ")
    .replace(/^[\s\p{M}.,&+)'’-]+|[\s,&+(-]+$/gu, "");
  if (!/[\p{L}\p{Nd}]/u.test(text)) return fallback;
  return countCharacters(text) <= MAX_LENGTH ? text : `${beginningOf(text, MAX_LENGTH - 1).trimEnd()}…`;
}
