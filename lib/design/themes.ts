// The color themes that a person can choose from.
import "server-only";

export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** "system" follows the device. */
export const THEME_CHOICES = ["system", ...THEMES] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

/** Null for the device's own, and for anything that is not a theme. */
export function themeOf(value: string | null): Theme | null {
  return THEMES.find((theme) => theme === value) ?? null;
}
