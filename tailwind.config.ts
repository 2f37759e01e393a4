import type { Config } from "tailwindcss";
import plugin from "tailwindcss/plugin";

// One set of names, two designs. Dark is drawn for the night, not inverted: what floats is lighter,
// borders are softer, text is never pure white. Text on its ground keeps 4.5:1, controls and focus 3:1.
const light = {
  page: "#f5f2ed",
  raised: "#fdfcfa",
  overlay: "#ffffff",
  sunken: "#ece7df",
  field: "#ffffff",
  border: "#e1dbd2",
  control: "#8d8479",
  muted: "#665f56",
  text: "#26211c",
  accent: "#0f5f59",
  "accent-strong": "#0a4743",
  "accent-soft": "#dfecea",
  "on-accent": "#ffffff",
  focus: "#0f5f59",
  danger: "#a1281e",
  "danger-strong": "#821d15",
  "danger-soft": "#f9e7e3",
  "on-danger": "#ffffff",
  warning: "#7a4d05",
  "warning-soft": "#f7ecd3",
  success: "#3a6319",
  "success-soft": "#e8f0dc",
  info: "#2c5490",
  "info-soft": "#e4ecf6",
  lamp: "#f2a93b",
  "lamp-soft": "#fbe3b6",
  stone: "#d8d0c4",
  "stone-deep": "#c3b9ab",
  scrim: "rgb(38 33 28 / 0.48)",
  "shadow-float": "0 1px 2px rgb(38 33 28 / 0.06), 0 12px 32px -8px rgb(38 33 28 / 0.18)",
};

const dark: typeof light = {
  page: "#151311",
  raised: "#1d1a17",
  overlay: "#27231f",
  sunken: "#0f0d0c",
  field: "#131110",
  border: "#302b26",
  control: "#857b70",
  muted: "#a89f94",
  text: "#ece7e0",
  accent: "#4db6a9",
  "accent-strong": "#6cc8bc",
  "accent-soft": "#17312e",
  "on-accent": "#05201d",
  focus: "#63c6b9",
  danger: "#f0897d",
  "danger-strong": "#f6a59b",
  "danger-soft": "#371915",
  "on-danger": "#2a0805",
  warning: "#e3b25c",
  "warning-soft": "#31250f",
  success: "#a5c877",
  "success-soft": "#202b12",
  info: "#92b8ec",
  "info-soft": "#18263a",
  lamp: "#ffc15c",
  "lamp-soft": "#4a3616",
  stone: "#2b2621",
  "stone-deep": "#3a332c",
  scrim: "rgb(5 4 3 / 0.64)",
  "shadow-float": "0 1px 2px rgb(0 0 0 / 0.4), 0 16px 40px -8px rgb(0 0 0 / 0.6)",
};

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
      sans: ["var(--font-geist-sans)", "system-ui", "sans-serif"],
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
