// The fonts of all pages: Geist, reduced to the characters that pages use (docs/decisions/0038-fonts-are-subsets.md).
import localFont from "next/font/local";

const sans = localFont({
  src: "./geist-sans.woff2",
  variable: "--font-geist-sans",
  weight: "400 600",
});

/** Letters of European languages beyond Latin-1, for names. Only pages that contain such a letter load this font. */
const extended = localFont({
  src: "./geist-sans-extended.woff2",
  variable: "--font-geist-extended",
  weight: "400 600",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    { prop: "unicode-range", value: "U+0100-0130, U+0132-0151, U+0154-017F, U+0218-021B, U+1E80-1E85, U+1E9E, U+1EF2-1EF3" },
  ],
});

/** Not preloaded, because most pages show code further down or not at all. */
const mono = localFont({
  src: "./geist-mono.woff2",
  variable: "--font-geist-mono",
  weight: "400",
  preload: false,
  adjustFontFallback: false,
  fallback: ["ui-monospace", "SFMono-Regular", "Menlo", "Liberation Mono", "monospace"],
});

/** The class names for the `html` element. */
export const FONTS = `${sans.variable} ${extended.variable} ${mono.variable}`;
