// The color theme chosen in this browser, or null to follow the device.
import "server-only";
import { dark, light } from "@/lib/design/palette";
import { themeOf, type Theme } from "@/lib/design/themes";
import { sentCookie } from "@/lib/web/cookies/sent-cookie";

export async function chosenTheme(): Promise<Theme | null> {
  return themeOf(await sentCookie("theme"));
}

/** The page background of each theme, for the browser's own frame around the page. */
export const PAGE_COLORS: Record<Theme, string> = { light: light.page, dark: dark.page };
