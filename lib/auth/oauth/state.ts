// The state of a sign-in at a provider: a signed JWT that the provider returns unchanged. Its id is in the flow cookie of
// the browser that began the sign-in. What does not concern the provider is encrypted for that browser: URLs end up in
// histories and in the logs of others.
import "server-only";
import { randomUUID } from "node:crypto";
import { decodeBase64urlIgnorePadding, encodeBase64urlNoPadding } from "@oslojs/encoding";
import { z } from "zod";
import { decrypt, encrypt } from "@/lib/crypto/encrypt";
import { ownJwt, REGISTERED } from "@/lib/crypto/jwt";
import { derivedKey, nonceOf, readFlow, verifierOf, withFlow } from "./flow-cookie";

const STATE_LIFETIME_SECONDS = 600;
/** A longer path would make the provider's URL too long. */
const MAX_NEXT = 500;

const Signed = z.strictObject({
  ...REGISTERED,
  provider: z.string(),
  purpose: z.enum(["sign-in", "link", "confirm"]),
  sealed: z.string(),
});

const Sealed = z.strictObject({
  /** The page to go on to. Untrusted, because the client chose it. */
  next: z.string().nullable(),
  /** The signed-in user who started, unless the purpose is to sign in. */
  userId: z.uuid().nullable(),
});

type Signed = z.output<typeof Signed>;
type Sealed = z.output<typeof Sealed>;
type Given = Pick<Signed, "provider" | "purpose"> & Sealed;

const states = ownJwt({
  purpose: "oauth-state",
  type: "oauth-state+jwt",
  audience: "/api/auth/oauth",
  lifetimeSeconds: () => STATE_LIFETIME_SECONDS,
  claims: Signed,
});

/** A state in the browser that began the sign-in. */
export interface OauthState extends Pick<Signed, "jti" | "exp" | "provider" | "purpose">, Sealed {
  verifier: string;
  nonce: string;
}

interface Started {
  state: string;
  /** The flow cookie's new value. */
  cookie: string;
  verifier: string;
  nonce: string;
}

export async function createState(cookie: string | null, { provider, purpose, next, userId }: Given): Promise<Started> {
  const id = randomUUID();
  const { secret, value } = withFlow(cookie, id);
  const kept: Sealed = { next: next !== null && next.length <= MAX_NEXT ? next : null, userId };
  const sealed = encodeBase64urlNoPadding(encrypt(derivedKey(secret, "state", id), JSON.stringify(kept), id));
  const state = await states.sign({ jti: id, provider, purpose, sealed });
  return { state, cookie: value, verifier: verifierOf(secret, id), nonce: nonceOf(secret, id) };
}

/** Null if the state is not ours, has expired, or belongs to another browser or to a sign-in that has ended. */
export async function readState(state: string, cookie: string | null): Promise<OauthState | null> {
  const signed = await states.verify(state);
  const flow = readFlow(cookie);
  if (!signed || !flow?.ids.includes(signed.jti)) return null;
  const { jti, exp, provider, purpose, sealed } = signed;
  const { secret } = flow;
  try {
    const text = decrypt([derivedKey(secret, "state", jti)], decodeBase64urlIgnorePadding(sealed), jti);
    const kept = Sealed.parse(JSON.parse(text));
    return { jti, exp, provider, purpose, ...kept, verifier: verifierOf(secret, jti), nonce: nonceOf(secret, jti) };
  } catch {
    return null;
  }
}
