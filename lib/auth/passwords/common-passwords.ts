// Passwords that attackers try first, compared case-insensitively. Source: the list of @zxcvbn-ts/language-common, about
// 49,000 entries.
import "server-only";
import { dictionary } from "@zxcvbn-ts/language-common";

let common: Set<string> | undefined;

export function commonPasswords(): ReadonlySet<string> {
  return (common ??= new Set(dictionary["passwords-common"].map((entry) => entry.toLowerCase())));
}
