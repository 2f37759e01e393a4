// Redeems what a provider sends back to the callback: the state, once and only in the browser that started, and then the
// code. Called in `prepare`, because it asks the provider.
import "server-only";
import { isSignedIn, type Actor } from "@/lib/access/actor";
import type { PrepareContext } from "@/lib/access/operation-spec";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { discover } from "./discovery";
import { exchangeCode } from "./exchange-code";
import { requireProvider } from "./providers";
import { consumeState } from "./queries";
import type { CallbackInput } from "./schemas";
import { isBoundTo, nonceOf, readState, verifierOf, type OauthState } from "./state";
import { verifyIdToken, type ProvedIdentity } from "./verify-id-token";

export interface Proved {
  identity: ProvedIdentity;
  state: OauthState;
}

/**
 * @throws AppError OAUTH_INVALID_STATE, OAUTH_FAILED, OAUTH_UNAVAILABLE, and those of `requireProvider`
 */
export async function proveIdentity(
  { actor, request, transaction }: PrepareContext<Actor, SystemDb>,
  purpose: OauthState["purpose"],
  { provider: name, state: sent, code, iss }: CallbackInput,
): Promise<Proved> {
  const provider = requireProvider(name);
  const state = await readState(sent);
  const cookie = request.oauthFlow;
  const isOurs = state !== null && state.provider === name && state.purpose === purpose && isBoundTo(cookie, state);
  const userId = purpose !== "sign-in" && isSignedIn(actor) ? actor.user.id : null;
  if (!isOurs || state.userId !== userId) throw new AppError("OAUTH_INVALID_STATE");
  const discovered = await discover(provider);
  // RFC 9207: the code of another provider must not be sent to this one.
  if (iss === undefined ? discovered.namesIssuer : iss !== provider.issuer) throw new AppError("OAUTH_FAILED");
  // Committed before the code is used, so that no failure makes the state usable again.
  if (!(await transaction((db) => consumeState(db, state)))) throw new AppError("OAUTH_INVALID_STATE");
  const token = await exchangeCode(provider, discovered, { code, verifier: verifierOf(cookie, state.jti) });
  return { state, identity: await verifyIdToken(provider, discovered, token, nonceOf(cookie, state.jti)) };
}
