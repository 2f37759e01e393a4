// The address that was last entered to sign up in this browser, whether or not it has an account. Untrusted, like every
// cookie, so only a valid address is accepted.
import "server-only";
import { Email } from "@/lib/auth/schemas";
import { decoded, sentCookie } from "./sent-cookie";

/** Null if nobody signed up in this browser lately. */
export async function signUpEmail(): Promise<string | null> {
  const value = await sentCookie("signUpEmail");
  return value === null ? null : (Email.safeParse(decoded(value)).data ?? null);
}
