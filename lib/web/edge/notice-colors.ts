// The palette of both themes as CSS variables, for pages that are written as strings.
import "server-only";
import { dark, light } from "@/lib/design/palette";

/** Follows the device, unless the document has a chosen theme. */
export function colorVariables(names: readonly (keyof typeof light)[]): string {
  const of = (tokens: typeof light) => names.map((name) => `--${name}:${tokens[name]}`).join(";");
  return (
    `:root{color-scheme:light dark;${of(light)}}@media(prefers-color-scheme:dark){:root{${of(dark)}}}` +
    `[data-theme=light]{color-scheme:light;${of(light)}}[data-theme=dark]{color-scheme:dark;${of(dark)}}`
  );
}
