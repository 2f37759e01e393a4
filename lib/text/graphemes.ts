// Splits text into units that readers see as one character: a letter with its marks, or a joined emoji. Client-safe.
import { countCharacters } from "./characters";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

export function firstGrapheme(text: string): string {
  return segmenter.segment(text)[Symbol.iterator]().next().value?.segment ?? "";
}

/**
 * The beginning of a text, at most `maximum` characters. Does not split a grapheme, unless the first one alone is longer.
 */
export function beginningOf(text: string, maximum: number): string {
  let [kept, left] = ["", maximum];
  for (const { segment } of segmenter.segment(text)) {
    left -= countCharacters(segment);
    if (left < 0) break;
    kept += segment;
  }
  return kept || [...text].slice(0, maximum).join("");
}
