// Sends a browser on to another page, with the message that is shown there. Knows the keys of messages, not their texts: an
// action does not load those.
import "server-only";
import type { Flash } from "./flash";
import { writeCookie } from "./write-cookie";

export async function goOn(redirectTo: string, flash: Flash): Promise<{ redirectTo: string }> {
  await writeCookie("flash", flash);
  return { redirectTo };
}
