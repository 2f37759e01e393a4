// The address that was last entered to sign up in this browser, whether or not it has an account. Untrusted, like every
// cookie, so only a valid address is accepted.
import "server-only";
import { Email } from "@/lib/auth/schemas";
import { sentCookie } from "./sent-cookie";

/** Null if nobody signed up in this browser lately. */
export async function signUpEmail(): Promise<string | null> {
  const value = await sentCookie("signUpEmail");
  return value === null ? null : (Email.safeParse(decoded(value)).data ?? null);
}

/** The framework encodes the values of the cookies that it writes. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
