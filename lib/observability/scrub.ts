// Makes text of unknown origin, such as an error's message, safe to log: masks quoted values, email addresses, password
// hashes, tokens, credentials and query values, and limits the length.
import "server-only";

const MAX_LENGTH = 2_000;
const READ_LENGTH = 8_000;
const MASKS: readonly (readonly [RegExp, string])[] = [
  // Databases and parsers quote the value that they reject.
  [/"[^"]*("|$)/g, '"[value]"'],
  [/[^\s<>"'@]+@[^\s<>"'@]+\.[^\s<>"'@]+/g, "[address]"],
  [/\$argon2[^\s"']+/g, "[hash]"],
  [/([?&#][\w.~-]{1,60}=)[^\s"'&#]+/g, "$1[masked]"],
  [/\b(postgres(?:ql)?|smtps?|redis|https?):\/\/[^\s/"'@]*@/g, "$1://[credentials]@"],
  [/[A-Za-z0-9_-]{40,}/g, "[token]"],
];

export function scrub(text: string): string {
  // Masks before it cuts, because half a token would not be recognized. Reads little more than it keeps.
  const begun = text.slice(0, READ_LENGTH);
  return MASKS.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), begun).slice(0, MAX_LENGTH);
}
