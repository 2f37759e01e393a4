// The format of API keys: `gh_live_`, 256 random bits in base64url, and six characters that the rest determines. With the
// fixed beginning, scanners find keys in text; with the checksum, they and this app recognize other text without a query.
// docs/api-keys.md documents the format.
import "server-only";
import { hashToken, inBase64url } from "@/lib/crypto/hash";
import { generateToken } from "@/lib/crypto/random";

const BEGINNING = "gh_live_";
const CHECKSUM_LENGTH = 6;
const KEY_PATTERN = /^gh_live_[A-Za-z0-9_-]{49}$/;
/** What a list shows of a key: the beginning and 36 of its 256 random bits. */
const PREFIX_LENGTH = BEGINNING.length + 6;

/** The first characters of the SHA-256 digest in base64url. */
const checksumOf = (text: string) => inBase64url(hashToken(text)).slice(0, CHECKSUM_LENGTH);

export function generateApiKey(): string {
  const text = BEGINNING + generateToken();
  return text + checksumOf(text);
}

/** Whether a bearer claims to be an API key, well-formed or not. */
export const looksLikeApiKey = (bearer: string) => bearer.startsWith(BEGINNING);

export function isWellFormedApiKey(bearer: string): boolean {
  return KEY_PATTERN.test(bearer) && bearer.slice(-CHECKSUM_LENGTH) === checksumOf(bearer.slice(0, -CHECKSUM_LENGTH));
}

export const prefixOf = (key: string) => key.slice(0, PREFIX_LENGTH);
