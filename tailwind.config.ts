import type { Config } from "tailwindcss";
import plugin from "tailwindcss/plugin";
import { dark, light } from "./lib/design/palette";

type TokenName = keyof typeof light;

function declarations(tokens: typeof light): Record<string, string> {
  return Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--gh-${name}`, value]));
}

const names = Object.keys(light) as TokenName[];
const colors = Object.fromEntries(
  names.filter((name) => name !== "shadow-float").map((name) => [name, `var(--gh-${name})`]),
);

export default {
  content: [],
  theme: {
    colors: { ...colors, transparent: "transparent", current: "currentColor", inherit: "inherit" },
    fontFamily: {
      sans: ["var(--font-geist-extended)", "var(--font-geist-sans)", "system-ui", "sans-serif"],
      mono: ["var(--font-geist-mono)", "ui-monospace", "monospace"],
    },
    fontSize: {
      xs: ["0.75rem", { lineHeight: "1.125rem" }],
      sm: ["0.875rem", { lineHeight: "1.25rem" }],
      base: ["1rem", { lineHeight: "1.5rem" }],
      lg: ["1.25rem", { lineHeight: "1.75rem", letterSpacing: "-0.01em" }],
      xl: ["1.75rem", { lineHeight: "2.125rem", letterSpacing: "-0.02em" }],
      "2xl": ["2.5rem", { lineHeight: "2.75rem", letterSpacing: "-0.03em" }],
    },
    borderRadius: { none: "0", sm: "4px", control: "8px", card: "12px", full: "9999px" },
    boxShadow: { float: "var(--gh-shadow-float)", none: "none" },
    extend: { transitionDuration: { DEFAULT: "140ms" } },
  },
  plugins: [
    plugin(({ addBase }) => {
      addBase({
        ":root": { colorScheme: "light dark", ...declarations(light) },
        "@media (prefers-color-scheme: dark)": { ":root": declarations(dark) },
        '[data-theme="light"]': { colorScheme: "light", ...declarations(light) },
        '[data-theme="dark"]': { colorScheme: "dark", ...declarations(dark) },
      });
    }),
  ],
} satisfies Config;
