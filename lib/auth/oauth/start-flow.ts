// Starts a sign-in at a provider: returns the provider's URL, with a state that is bound to this browser. Three purposes: to
// sign in, to link the identity to the signed-in account, or to prove again who is signed in.
import "server-only";
import { CodeChallengeMethod, OAuth2Client } from "arctic";
import { z } from "zod";
import { sessionOnly } from "@/lib/access/accepts";
import { isSignedIn, type Actor, type RequestFacts } from "@/lib/access/actor";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { publicOperation, userOperation } from "@/lib/access/operation";
import { discover } from "./discovery";
import { requireProvider } from "./providers";
import { requirePasswordProof } from "./require-password-proof";
import { StartInput } from "./schemas";
import { createState, type OauthState } from "./state";

const SCOPES = ["openid", "email", "profile"];

/** Asks the provider to say in `auth_time` when the user last signed in there (OpenID Connect Core §5.5.1). */
const CLAIMS = JSON.stringify({ id_token: { auth_time: { essential: true } } });

interface Started {
  authorization_url: string;
  /** The new value of the flow cookie. */
  flow: string;
}

async function start(
  purpose: OauthState["purpose"],
  { actor, request }: { actor: Actor; request: RequestFacts },
  { provider: name, next }: { provider: string; next?: string | undefined },
): Promise<Started> {
  const provider = requireProvider(name);
  const { authorizationEndpoint } = await discover(provider);
  const userId = purpose !== "sign-in" && isSignedIn(actor) ? actor.user.id : null;
  const given = { provider: provider.name, purpose, next: next ?? null, userId };
  const { state, cookie, verifier, nonce } = await createState(request.oauthFlow, given);
  const client = new OAuth2Client(provider.clientId, provider.clientSecret, provider.redirectUri);
  const url = client.createAuthorizationURLWithPKCE(
    authorizationEndpoint,
    state,
    CodeChallengeMethod.S256,
    verifier,
    SCOPES,
  );
  url.searchParams.set("nonce", nonce);
  url.searchParams.set("prompt", "select_account");
  url.searchParams.set("claims", CLAIMS);
  return { authorization_url: url.href, flow: cookie };
}

const cookies = ({ flow }: Started) => ({ oauthFlow: flow });

/** For API clients, which start in a browser of their own. */
export const viewStarted = {
  schema: z.strictObject({ authorization_url: z.url() }),
  of: ({ authorization_url }: Started) => ({ authorization_url }),
};

export const startSignIn = publicOperation({
  name: "auth.oauth-start-sign-in",
  effect: "read",
  limit: generalLimitOnly,
  input: StartInput,
  prepare: (caller, input) => start("sign-in", caller, input),
  run: ({ prepared }) => Promise.resolve(prepared),
  cookies,
});

export const startLink = userOperation({
  name: "auth.oauth-start-link",
  accepts: sessionOnly,
  effect: "read",
  recent: "session",
  limit: generalLimitOnly,
  input: StartInput,
  prepare: async (context, input) => {
    await context.transaction((db) => requirePasswordProof(db, context.actor));
    return start("link", context, input);
  },
  run: ({ prepared }) => Promise.resolve(prepared),
  cookies,
});

export const startConfirmation = userOperation({
  name: "auth.oauth-start-confirmation",
  accepts: sessionOnly,
  effect: "read",
  limit: generalLimitOnly,
  input: StartInput,
  prepare: (caller, input) => start("confirm", caller, input),
  run: ({ prepared }) => Promise.resolve(prepared),
  cookies,
});
