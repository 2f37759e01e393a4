// A name that a stranger chose, for a mail to somebody who did not ask for it: short, on one line, and with nothing in it
// that a mail program turns into a link or a telephone number, or that turns text around or hides it.
import "server-only";

const MAX_LENGTH = 60;
/** What is looked at: the expressions below take the square of it at worst. */
const MAX_READ = 500;

/** Full stops of other scripts, which browsers take for the one of a domain. */
const OTHER_STOPS = /[\u3002\uff0e\uff61\u2024\ufe52]/gu;
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const WITH_SCHEME = /\S*:[/\\]{2}\S*/gu;
const UNUSUAL = /[^\p{L}\p{M}\p{Nd}'’&,.()+ -]/gu;
/** Anything but a full stop that ends a word, as in "Inc." */
const STOP_WITHIN = /\.(?=[^\s,)])/gu;
const TELEPHONE = /(?:\p{Nd}[ ()+.,-]*){7,}/gu;
/** More marks on one letter than any language writes. */
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** @param fallback where nothing of the name is left */
export function plainName(name: string, fallback: string): string {
  const text = name
    .slice(0, MAX_READ)
    .normalize("NFKC")
    .replace(/[\t\r\n\v\f\u0085\u2028\u2029]/gu, " ")
    .replace(INVISIBLE, "")
    .replace(OTHER_STOPS, ".")
    .replace(WITH_SCHEME, " ")
    .replace(UNUSUAL, " ")
    .replace(STOP_WITHIN, " ")
    .replace(TELEPHONE, " ")
    .replace(STACKED_MARKS, "$1")
    .replace(/\s+/gu, " ")
    .replace(/^[\s.,&+)'’-]+|[\s,&+(-]+$/gu, "");
  if (!/[\p{L}\p{Nd}]/u.test(text)) return fallback;
  const letters = [...text];
  return letters.length <= MAX_LENGTH ? text : `${letters.slice(0, MAX_LENGTH - 1).join("").trimEnd()}…`;
}
