// A few of the common passwords that the policy refuses, so that the form can warn while the user types. Client-safe: the
// whole list is too large for a browser.
export const MOST_COMMON: ReadonlySet<string> = new Set([
  "123456789012",
  "112233445566",
  "123456qwerty",
  "123456789abc",
  "1q2w3e4r5t6y",
  "1qaz2wsx3edc",
  "administrator",
  "asdfghjkl123",
  "password1234",
  "professional",
  "q1w2e3r4t5y6",
  "qwerty123456",
  "qwertyuiop123",
  "unbelievable",
]);

/** @param password as typed */
export function isMostCommon(password: string): boolean {
  return MOST_COMMON.has(password.normalize("NFKC").toLowerCase());
}
