// The part of a URL that identifies an organization: readable, and random enough not to collide.
import "server-only";
import { encodeBase32LowerCaseNoPadding } from "@oslojs/encoding";

const MAX_READABLE = 32;
const MAX_SLUG = 60;

export function createSlug(name: string): string {
  const readable = name
    .normalize("NFKD")
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_READABLE)
    .replace(/^-+|-+$/g, "");
  const suffix = encodeBase32LowerCaseNoPadding(crypto.getRandomValues(new Uint8Array(5)));
  return readable === "" ? suffix : `${readable}-${suffix}`;
}

/** Whether the text has the format that the database requires of a slug. */
export function isSlug(text: string): boolean {
  return text.length <= MAX_SLUG && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
}
