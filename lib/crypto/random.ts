// Unguessable values from the operating system's random generator.
import "server-only";
import { encodeBase64urlNoPadding } from "@oslojs/encoding";

/** 256 random bits as 43 characters of base64url. */
export function generateToken(): string {
  return encodeBase64urlNoPadding(crypto.getRandomValues(new Uint8Array(32)));
}

export const TOKEN_PATTERN = /^[A-Za-z0-9_-]{43}$/;
