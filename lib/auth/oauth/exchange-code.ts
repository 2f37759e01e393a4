// Exchanges an authorization code for an ID token. arctic's own request has no time or size limit and follows redirects, so
// this one goes through lib/outbound.
import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { postForm } from "@/lib/outbound/post-form";
import { OUTBOUND, unavailable, type Discovered } from "./discovery";
import type { Provider } from "./provider";

const Tokens = z.object({ id_token: z.string() });

/** @throws AppError OAUTH_FAILED if the provider refuses the code, OAUTH_UNAVAILABLE if it gives no usable answer */
export async function exchangeCode(
  { clientId, clientSecret, redirectUri }: Provider,
  { tokenEndpoint }: Discovered,
  { code, verifier }: { code: string; verifier: string },
): Promise<string> {
  const fields = {
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    client_id: clientId,
    client_secret: clientSecret,
    code_verifier: verifier,
  };
  const { status, text } = await postForm(tokenEndpoint, fields, OUTBOUND).catch((cause: unknown) => {
    throw unavailable(cause);
  });
  if (status >= 400 && status < 500) throw new AppError("OAUTH_FAILED", { internal: `the code was refused: ${status}` });
  try {
    if (status !== 200) throw new Error(`answered ${status}`);
    return Tokens.parse(JSON.parse(text)).id_token;
  } catch (cause) {
    throw unavailable(cause);
  }
}
