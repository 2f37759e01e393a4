// The color theme chosen in this browser, or null to follow the device.
import "server-only";
import { themeOf, type Theme } from "@/lib/design/themes";
import { sentCookie } from "@/lib/web/cookies/sent-cookie";

export async function chosenTheme(): Promise<Theme | null> {
  return themeOf(await sentCookie("theme"));
}
