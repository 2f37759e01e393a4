// Verifies an ID token (OpenID Connect Core §3.1.3.7): signature, algorithm, issuer, audience, time, nonce and the shape of
// the claims. Nothing in the token counts before all of these are verified.
import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { equalSecrets } from "@/lib/crypto/hash";
import { verifyJwt } from "@/lib/crypto/jwt";
import { Email } from "../schemas";
import type { Discovered } from "./discovery";
import type { Provider } from "./provider";

const MAX_AGE_SECONDS = 600;

const Claims = z.object({
  // OpenID Connect Core §2: at most 255 ASCII characters.
  sub: z.string().regex(/^[\x21-\x7e]{1,255}$/),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  nonce: z.string(),
  email: Email,
  email_verified: z.boolean(),
  hd: z.string().max(253).optional(),
  name: z.string().max(1_000).optional(),
  auth_time: z.int().nonnegative().optional(),
});

/** A person as the provider knows them. */
export interface ProvedIdentity {
  provider: Provider["name"];
  subject: string;
  email: string;
  isEmailVerified: boolean;
  /** Whether the provider is the authority for the address. */
  isAuthority: boolean;
  name: string | undefined;
  /** When the provider last asked who it is, in seconds since the epoch, if it says so. */
  authenticatedAt: number | undefined;
}

/** @throws AppError OAUTH_FAILED if the token is not valid, OAUTH_UNAVAILABLE if the provider's keys cannot be fetched */
export async function verifyIdToken(
  provider: Provider,
  { algorithms, keys }: Discovered,
  token: string,
  nonce: string,
): Promise<ProvedIdentity> {
  try {
    const claims = Claims.parse(
      await verifyJwt(token, keys, {
        algorithms,
        issuer: provider.tokenIssuers,
        audience: provider.clientId,
        maxAge: MAX_AGE_SECONDS,
      }),
    );
    if (!equalSecrets(claims.nonce, nonce)) throw new Error("the nonce is another");
    assertIsForUs(claims, provider.clientId);
    return {
      provider: provider.name,
      subject: claims.sub,
      email: claims.email,
      isEmailVerified: claims.email_verified,
      isAuthority: claims.email_verified && provider.isAuthorityFor(claims.email, claims.hd),
      name: claims.name,
      authenticatedAt: claims.auth_time,
    };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("OAUTH_FAILED", { cause, internal: "the ID token is not valid" });
  }
}

/** A token for several clients must name the one that asked for it. */
function assertIsForUs({ aud, azp }: z.output<typeof Claims>, clientId: string): void {
  const isShared = Array.isArray(aud) && aud.length > 1;
  if (azp === undefined ? isShared : azp !== clientId) throw new Error("the token is for another client");
}
