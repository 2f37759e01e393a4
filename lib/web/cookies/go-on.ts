// Redirects a browser to another page and sets the message shown there. Needs only the keys of messages, so that actions do
// not load their texts.
import "server-only";
import type { Flash } from "./flash";
import { writeCookie } from "./write-cookie";

/** @param email the address that the message names, if it names one */
export async function goOn(redirectTo: string, flash: Flash, email?: string): Promise<{ redirectTo: string }> {
  await writeCookie("flash", email === undefined ? flash : `${flash}:${email}`);
  return { redirectTo };
}
