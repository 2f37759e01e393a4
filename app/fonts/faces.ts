// The fonts of all pages: Geist, cut to what pages use (docs/decisions/0038-fonts-are-subsets.md).
import localFont from "next/font/local";

const sans = localFont({
  src: "./geist-sans.woff2",
  variable: "--font-geist-sans",
  weight: "400 600",
});

/** Letters of European languages beyond Latin-1, for names. Loaded by pages that show one. */
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

/** Most pages show code further down or not at all, so it is loaded when it is met. */
const mono = localFont({
  src: "./geist-mono.woff2",
  variable: "--font-geist-mono",
  weight: "400",
  preload: false,
  adjustFontFallback: false,
  fallback: ["ui-monospace", "SFMono-Regular", "Menlo", "Liberation Mono", "monospace"],
});

/** For the `html` element. */
export const FONTS = `${sans.variable} ${extended.variable} ${mono.variable}`;
