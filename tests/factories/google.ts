// Sign-ins with Google for database tests, against a provider on loopback that can lie and fail.
import type { Actor, Caller } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { startSignIn } from "@/lib/auth/oauth/start-flow";
import { FakeProvider } from "@/scripts/fake-google/provider";
import type { FakeAccount } from "@/scripts/fake-google/consent-page";
import { anonymous, uniqueEmail } from "./callers";

const CLIENT = { clientId: "test-client", clientSecret: "GOCSPX-k2Jx9vQmR4sT7wLpYb3nZc8dHf" };

export const google = new FakeProvider({
  ...CLIENT,
  redirectUri: "http://localhost:3000/api/auth/oauth/google/callback",
});

/** Starts the provider and configures this process for it. */
export async function startGoogle(): Promise<void> {
  await google.start();
  configureGoogle({});
}

/** Also makes the process forget what it knows about providers. */
export function configureGoogle(variables: Record<string, string>): void {
  Object.assign(process.env, {
    GOOGLE_CLIENT_ID: CLIENT.clientId,
    GOOGLE_CLIENT_SECRET: CLIENT.clientSecret,
    GOOGLE_ISSUER_URL: google.issuer,
    ...variables,
  });
  for (const name of ["gatehouseEnv", "gatehouseProviders"]) Reflect.deleteProperty(globalThis, name);
}

export function gmail(name = "person"): string {
  return uniqueEmail(name).replace("@example.com", "@gmail.com");
}

export interface Callback {
  caller: Caller;
  input: { provider: string; state: string; code: string; iss: string };
}

type Start = Operation<Actor, { authorization_url: string; flow: string }>;

/** What the browser brings back from the provider, after its user chose `account` there. */
export async function returning(
  account: FakeAccount,
  { caller = anonymous(), start = startSignIn, next }: { caller?: Caller; start?: unknown; next?: string } = {},
): Promise<Callback> {
  const { authorization_url, flow } = await (start as Start)(caller, { provider: "google", ...(next && { next }) });
  const query = new URL(google.consent(authorization_url, account)).searchParams;
  const value = (name: string) => query.get(name) ?? "";
  return {
    caller: { ...caller, request: { ...caller.request, oauthFlow: flow } },
    input: { provider: "google", state: value("state"), code: value("code"), iss: value("iss") },
  };
}
