// Text lengths, counted in characters (code points) everywhere: in forms, in schemas and by PostgreSQL's length().
// JavaScript's own `length` counts UTF-16 units, so an emoji would count twice. Client-safe, and without the schema library.

export function countCharacters(text: string): number {
  return [...text].length;
}

/** NFC and NFKC compose at most four characters into one, such as U+1F82 (UTR #36, maximum expansion factors of NFD). */
const MOST_COMPOSED = 4;

/**
 * The maximum length of a text before normalization, if it may have `maximum` characters afterwards. Checking this length
 * first limits the work of normalizing.
 */
export function beforeNormalization(maximum: number): number {
  return maximum * MOST_COMPOSED;
}
