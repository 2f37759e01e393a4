// The email address last entered to sign up in this browser, whether or not it has an account. The cookie is untrusted, so
// only a valid email address is accepted.
import "server-only";
import { Email } from "@/lib/auth/schemas";
import { decoded, sentCookie } from "./sent-cookie";

/** Null if the cookie is missing or contains no valid email address. */
export async function signUpEmail(): Promise<string | null> {
  const value = await sentCookie("signUpEmail");
  return value === null ? null : (Email.safeParse(decoded(value)).data ?? null);
}
