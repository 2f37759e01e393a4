// Redeems what a provider sends back to the callback. First the state, which only the browser that began the sign-in can use
// and which costs nothing to check; then, once and within the limits, the code, for which the provider is asked.
import "server-only";
import { isSignedIn, type Actor, type Caller } from "@/lib/access/actor";
import type { FindContext } from "@/lib/access/operation-spec";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { discover } from "./discovery";
import { exchangeCode } from "./exchange-code";
import { requireProvider } from "./providers";
import { consumeState } from "./queries";
import type { CallbackInput } from "./schemas";
import { readState, type OauthState } from "./state";
import { verifyIdToken, type ProvedIdentity } from "./verify-id-token";

interface Context extends Pick<FindContext<Actor, SystemDb>, "transaction"> {
  found: OauthState;
}

/**
 * The `find` of the operations that a callback calls. Before any limit is counted, so that requests without a valid state
 * use up no one's limit.
 */
export const findState =
  (purpose: OauthState["purpose"]) =>
  async ({ actor, request }: Caller, { provider, state: sent }: CallbackInput): Promise<OauthState> => {
    const state = await readState(sent, request.oauthFlow);
    const userId = purpose !== "sign-in" && isSignedIn(actor) ? actor.user.id : null;
    if (state === null || state.provider !== provider || state.purpose !== purpose || state.userId !== userId) {
      throw new AppError("OAUTH_INVALID_STATE");
    }
    return state;
  };

/** @throws AppError OAUTH_INVALID_STATE, OAUTH_FAILED, OAUTH_UNAVAILABLE, and those of `requireProvider` */
export async function proveIdentity(
  { found: state, transaction }: Context,
  { provider: name, code, iss }: CallbackInput,
): Promise<ProvedIdentity> {
  const provider = requireProvider(name);
  const discovered = await discover(provider);
  // RFC 9207: the code of another provider must not be sent to this one.
  if (iss === undefined ? discovered.namesIssuer : iss !== provider.issuer) throw new AppError("OAUTH_FAILED");
  // Committed before the code is used, so that no failure makes the state usable again.
  if (!(await transaction((db) => consumeState(db, state)))) throw new AppError("OAUTH_INVALID_STATE");
  const token = await exchangeCode(provider, discovered, { code, verifier: state.verifier });
  return verifyIdToken(provider, discovered, token, state.nonce);
}
