// The color themes that a user can choose from.
import "server-only";

export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** "system" follows the device's setting. */
export const THEME_CHOICES = ["system", ...THEMES] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

/** The chosen theme. For any other value, null: the page then follows the device's setting. */
export function themeOf(value: string | null): Theme | null {
  return THEMES.find((theme) => theme === value) ?? null;
}
