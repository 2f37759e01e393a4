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
import { StartInput } from "./schemas";
import { createState, flowOf, nonceOf, verifierOf, type OauthState } from "./state";

const SCOPES = ["openid", "email", "profile"];

interface Started {
  authorization_url: string;
  flow: string;
}

async function start(
  purpose: OauthState["purpose"],
  { actor, request }: { actor: Actor; request: RequestFacts },
  { provider: name, next }: { provider: string; next?: string | undefined },
): Promise<Started> {
  const provider = requireProvider(name);
  const { authorizationEndpoint } = await discover(provider);
  const flow = flowOf(request.oauthFlow);
  const userId = purpose !== "sign-in" && isSignedIn(actor) ? actor.user.id : null;
  const { state, id } = await createState(flow, { provider: provider.name, purpose, next: next ?? null, userId });
  const client = new OAuth2Client(provider.clientId, provider.clientSecret, provider.redirectUri);
  const verifier = verifierOf(flow, id);
  const url = client.createAuthorizationURLWithPKCE(
    authorizationEndpoint,
    state,
    CodeChallengeMethod.S256,
    verifier,
    SCOPES,
  );
  url.searchParams.set("nonce", nonceOf(flow, id));
  url.searchParams.set("prompt", purpose === "confirm" ? "login" : "select_account");
  // Also asks the provider to say in `auth_time` when it last asked who it is.
  if (purpose === "confirm") url.searchParams.set("max_age", "0");
  return { authorization_url: url.href, flow };
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
  prepare: (caller, input) => start("link", caller, input),
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
