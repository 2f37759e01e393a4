// The state of a sign-in at a provider: a signed JWT that the provider returns unchanged. It is bound to a browser by the
// flow cookie, a random secret from which the nonce and the PKCE verifier of each state are derived. So several tabs of one
// browser can sign in at the same time.
import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { equalSecrets, hashToken, inBase64url, keyedHash } from "@/lib/crypto/hash";
import { ownJwt, REGISTERED } from "@/lib/crypto/jwt";
import { generateToken, TOKEN_PATTERN } from "@/lib/crypto/random";

const STATE_LIFETIME_SECONDS = 600;
/** A longer path would make the provider's URL too long. */
const MAX_NEXT = 500;

const State = z.strictObject({
  ...REGISTERED,
  provider: z.string(),
  purpose: z.enum(["sign-in", "link", "confirm"]),
  /** The hash of the flow cookie. */
  flow: z.string(),
  /** The page to go on to. Untrusted, because the client chose it. */
  next: z.string().nullable(),
  /** The signed-in user who started, unless the purpose is to sign in. */
  userId: z.uuid().nullable(),
});

export type OauthState = z.output<typeof State>;
type Given = Pick<OauthState, "provider" | "purpose" | "next" | "userId">;

const states = ownJwt({
  purpose: "oauth-state",
  type: "oauth-state+jwt",
  audience: "/api/auth/oauth",
  lifetimeSeconds: () => STATE_LIFETIME_SECONDS,
  claims: State,
});

const hashOf = (flow: string) => inBase64url(hashToken(flow));

/** The flow secret of this browser: the one in its cookie, or else a new one. */
export function flowOf(cookie: string | null): string {
  return cookie !== null && TOKEN_PATTERN.test(cookie) ? cookie : generateToken();
}

export async function createState(flow: string, { next, ...given }: Given): Promise<{ state: string; id: string }> {
  const id = randomUUID();
  const kept = next !== null && next.length <= MAX_NEXT ? next : null;
  return { state: await states.sign({ ...given, jti: id, next: kept, flow: hashOf(flow) }), id };
}

/** Null if the state is not ours or has expired. Says nothing yet about the browser. */
export function readState(state: string): Promise<OauthState | null> {
  return states.verify(state);
}

export function isBoundTo(cookie: string | null, { flow }: OauthState): cookie is string {
  return cookie !== null && equalSecrets(hashOf(cookie), flow);
}

function derived(flow: string, label: string, id: string): string {
  return inBase64url(keyedHash(new TextEncoder().encode(flow), label, id));
}

/** The verifier never leaves the server before the code is exchanged; the nonce comes back in the ID token. */
export const verifierOf = (flow: string, id: string): string => derived(flow, "verifier", id);
export const nonceOf = (flow: string, id: string): string => derived(flow, "nonce", id);
