// A provider that stands in for Google, so that sign-in with Google works on this machine without an account there.
import type { Mode } from "./modes";
import type { Shutdown } from "./shutdown";
import type { Secrets } from "./secrets";
import { FakeProvider } from "../fake-google/provider";

const CLIENT_ID = "gatehouse-on-this-machine";

/**
 * Starts the provider unless a real client is configured. A strict run has no such fakes unless it is asked for this one.
 * @returns the variables that make the app use the provider
 */
export async function startGoogle(
  url: string,
  { strict }: Mode,
  secrets: Secrets,
  shutdown: Shutdown,
): Promise<Record<string, string>> {
  const isReal = ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_ID_FILE"].some((name) => process.env[name]);
  if (isReal || (strict && process.env.GATEHOUSE_FAKE_GOOGLE !== "1")) return {};
  const client = { clientId: CLIENT_ID, clientSecret: secrets.GOOGLE_CLIENT_SECRET };
  const provider = new FakeProvider({ ...client, redirectUri: `${url}/api/auth/oauth/google/callback` });
  await provider.start();
  shutdown.later(() => provider.stop());
  return {
    GOOGLE_CLIENT_ID: client.clientId,
    GOOGLE_CLIENT_SECRET: client.clientSecret,
    GOOGLE_ISSUER_URL: provider.issuer,
  };
}
