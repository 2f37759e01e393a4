// Limits the size of the fonts, and finds font weights in pages that no font file contains.
import { statSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { filesIn, isCode, ROOT, textOf } from "./source";

const MAX_BYTES = 40 * 1024;
const pages = ["app", "components"].flatMap(filesIn).filter((file) => isCode(file) || file.endsWith(".css"));

/** Class lists with a weight that their font does not have. The font for code has only the normal weight. */
function missingWeights(text: string): string[] {
  const lists = text.match(/"[^"\n]*"/g) ?? [];
  return lists.filter((list) => {
    const weights = list.match(/\bfont-(thin|extralight|light|normal|medium|semibold|bold|extrabold|black)\b/g) ?? [];
    const isMono = /\bfont-mono\b/.test(list);
    return weights.some(
      (weight) => !(isMono ? ["font-normal"] : ["font-normal", "font-medium", "font-semibold"]).includes(weight),
    );
  });
}

it("ships fonts of at most 40 KiB in total", () => {
  const fonts = filesIn("app").filter((file) => file.endsWith(".woff2"));
  expect(fonts.length).toBeGreaterThan(1);
  const bytes = fonts.reduce((sum, file) => sum + statSync(path.join(ROOT, file)).size, 0);
  expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
});

it("uses no font weight that the font files lack", () => {
  expect(pages.flatMap((file) => missingWeights(textOf(file)))).toEqual([]);
  expect(missingWeights('"text-sm font-bold" "font-mono font-medium" "font-semibold"')).toEqual([
    '"text-sm font-bold"',
    '"font-mono font-medium"',
  ]);
});
