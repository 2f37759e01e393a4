// The address that this browser last signed up with: an echo of what was entered there, whether or not it has an account. A
// claim of the client, like every cookie, so only an address is accepted.
import "server-only";
import { Email } from "@/lib/auth/schemas";
import { sentCookie } from "./sent-cookie";

/** Null if nobody signed up in this browser lately. */
export async function signUpEmail(): Promise<string | null> {
  const value = await sentCookie("signUpEmail");
  return value === null ? null : (Email.safeParse(decoded(value)).data ?? null);
}

/** The framework encodes cookies as it writes them. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
