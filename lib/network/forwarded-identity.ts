// Forwards a request's id and the client's IP address from the middleware to the function that responds, where the two run in
// different processes. The header is signed, because anyone can send it. The framework copies it into the request that it
// makes itself when an action redirects, so that request counts as the client's and not as the server's own.
import "server-only";
import { signingKey } from "@/lib/crypto/app-keys";
import { equalDigests, keyedHash } from "@/lib/crypto/hash";
import { env } from "@/lib/env/server";
import { LONGEST_REQUEST_MS } from "./longest-request";

/** Never sent to a client. */
export const FORWARDED_IDENTITY_HEADER = "x-gatehouse-forwarded-identity";

export interface RequestIdentity {
  requestId: string;
  ipAddress: string;
}

const FORMAT = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) ([0-9a-f.:]{2,45}|unknown) (\d{1,15}) ([\w-]{43})$/;

/** With the current key only, which both processes of a deployment have, and for this deployment only. */
const signature = (...parts: string[]) => Buffer.from(keyedHash(signingKey("forwarded-identity"), env().APP_URL, ...parts));

/** @param now ms since the epoch */
export function signForwardedIdentity({ requestId, ipAddress }: RequestIdentity, now = Date.now()): string {
  const parts = [requestId, ipAddress, String(now)];
  return [...parts, signature(...parts).toString("base64url")].join(" ");
}

/** @returns null unless this deployment signed the header, recently */
export function verifyForwardedIdentity(header: string | null | undefined, now = Date.now()): RequestIdentity | null {
  const [, requestId = "", ipAddress = "", signedAt = "", proof = ""] = FORMAT.exec(header ?? "") ?? [];
  // Limits what a header from a leaked log is good for.
  if (!proof || Math.abs(now - Number(signedAt)) > LONGEST_REQUEST_MS) return null;
  const given = Buffer.from(proof, "base64url");
  return equalDigests(signature(requestId, ipAddress, signedAt), given) ? { requestId, ipAddress } : null;
}
