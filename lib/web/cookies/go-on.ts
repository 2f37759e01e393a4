// Redirects a browser to another page and sets the message shown there. Imports only the type of the messages' keys, so that
// actions do not load the texts.
import "server-only";
import type { Flash } from "./flash";
import { writeCookie } from "./write-cookie";

/** @param email the email address that the message shows, if it shows one */
export async function goOn(redirectTo: string, flash: Flash, email?: string): Promise<{ redirectTo: string }> {
  await writeCookie("flash", email === undefined ? flash : `${flash}:${email}`);
  return { redirectTo };
}
