// A provider's metadata and keys (OpenID Connect Discovery), fetched with limits and cached. A provider that is down, slow
// or wrong costs one bounded request at a time, and the caller gets OAUTH_UNAVAILABLE.
import "server-only";
import { createRemoteJWKSet, customFetch } from "jose";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { fetchText } from "@/lib/outbound/fetch-text";
import type { Provider } from "./provider";

export const OUTBOUND = { timeoutMs: 5_000, maxBytes: 64 * 1024 };
const METADATA_AGE_MS = 3_600_000;
const KEYS_AGE_MS = 600_000;
/** How long after a fetch an unknown key causes no other. */
const KEYS_PAUSE_MS = 1_000;

/** Asymmetric only: with HS256, the provider's public key could serve as the secret. */
const ALGORITHMS = ["RS256", "ES256"];

const Metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  id_token_signing_alg_values_supported: z.array(z.string()),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
});

const KeySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1) });

export interface Discovered {
  authorizationEndpoint: string;
  tokenEndpoint: URL;
  algorithms: string[];
  /** Whether every callback names the issuer (RFC 9207). */
  namesIssuer: boolean;
  keys: ReturnType<typeof createRemoteJWKSet>;
}

interface Cached {
  found: Promise<Discovered>;
  /** In ms since the epoch. */
  until: number;
}

const holder = globalThis as typeof globalThis & { gatehouseProviders?: Map<string, Cached> };

/** @throws AppError OAUTH_UNAVAILABLE */
export function discover({ issuer }: Provider): Promise<Discovered> {
  const known = (holder.gatehouseProviders ??= new Map<string, Cached>());
  const cached = known.get(issuer);
  if (cached && Date.now() < cached.until) return cached.found;
  const found = fetchMetadata(issuer).catch((cause: unknown) => {
    known.delete(issuer);
    throw unavailable(cause);
  });
  known.set(issuer, { found, until: Date.now() + METADATA_AGE_MS });
  return found;
}

export function unavailable(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError("OAUTH_UNAVAILABLE", { cause, internal: "the provider gave no usable answer" });
}

async function fetchMetadata(issuer: string): Promise<Discovered> {
  const text = await fetchText(new URL(`${issuer}/.well-known/openid-configuration`), OUTBOUND);
  const metadata = Metadata.parse(JSON.parse(text));
  const { authorization_endpoint, token_endpoint, jwks_uri } = metadata;
  // Pages allow forms to lead to the origin of the issuer only.
  const isOwn = metadata.issuer === issuer && new URL(authorization_endpoint).origin === new URL(issuer).origin;
  const isPlain = [token_endpoint, jwks_uri].some((url) => new URL(url).protocol !== new URL(issuer).protocol);
  if (!isOwn || isPlain) throw new Error("the metadata belongs to another issuer");
  const algorithms = ALGORITHMS.filter((name) => metadata.id_token_signing_alg_values_supported.includes(name));
  return {
    authorizationEndpoint: authorization_endpoint,
    tokenEndpoint: new URL(token_endpoint),
    algorithms,
    namesIssuer: metadata.authorization_response_iss_parameter_supported,
    keys: createRemoteJWKSet(new URL(jwks_uri), {
      cacheMaxAge: KEYS_AGE_MS,
      cooldownDuration: KEYS_PAUSE_MS,
      [customFetch]: (url) => fetchKeys(new URL(url)),
    }),
  };
}

async function fetchKeys(url: URL): Promise<Response> {
  try {
    return Response.json(KeySet.parse(JSON.parse(await fetchText(url, OUTBOUND))));
  } catch (cause) {
    throw unavailable(cause);
  }
}
