// The token of an Authorization header (RFC 6750 §2.1).
import "server-only";

export function bearerToken(headers: Headers): string | null {
  return /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}
