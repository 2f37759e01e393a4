// Text in the units that a reader takes for one: a letter with its marks, a joined emoji. Client-safe.
import { countCharacters } from "./characters";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

export function firstGrapheme(text: string): string {
  return segmenter.segment(text)[Symbol.iterator]().next().value?.segment ?? "";
}

/** The beginning of a text, in at most that many characters. No grapheme is cut, unless the first alone is longer. */
export function beginningOf(text: string, maximum: number): string {
  let [kept, left] = ["", maximum];
  for (const { segment } of segmenter.segment(text)) {
    left -= countCharacters(segment);
    if (left < 0) break;
    kept += segment;
  }
  return kept || [...text].slice(0, maximum).join("");
}
