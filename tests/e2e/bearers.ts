// Access tokens and API keys for the users of a planted tenant.
import argon2 from "argon2";
import type pg from "pg";
import { ApiClient } from "./api-client";
import { FIRST_PASSWORD } from "./journey";
import { newId } from "./new-id";
import type { Kind, PlantedTenant } from "./planted-tenant";
import { hashOf, newToken } from "./tokens";

/** The names are those of the API document. */
export const BEARERS = ["accessToken", "personalApiKey", "organizationApiKey"] as const;
export type Bearer = (typeof BEARERS)[number];

let hashed: Promise<string> | undefined;

/** Signs a client of a user in, whom it gives a password. */
async function signIn(client: pg.Client, url: string, { slug, users }: PlantedTenant, as: Kind): Promise<string> {
  hashed ??= argon2.hash(FIRST_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await client.query(
    `INSERT INTO password_credentials (user_id, password_hash) VALUES ($1, $2) ON CONFLICT (user_id) DO NOTHING`,
    [users[as], await hashed],
  );
  const credentials = { email: `${users[as]}@example.com`, password: FIRST_PASSWORD };
  const organization = as === "sys_admin" ? {} : { organization: slug };
  const response = await new ApiClient(url).post("/api/v1/auth/login", { ...credentials, ...organization });
  if (response.status !== 200) throw new Error(`the client could not sign in: ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

/** Inserts a key with an admin's role. The format is in docs/api-keys.md. */
async function insertKey(client: pg.Client, organization: string, user: string | null): Promise<string> {
  const text = `gh_live_${newToken()}`;
  const key = text + hashOf(text).toString("base64url").slice(0, 6);
  await client.query(
    `INSERT INTO api_keys (id, organization_id, user_id, name, role, prefix, token_hash)
     VALUES ($1, $2, $3, 'Contract', 'org_admin', $4, $5)`,
    [newId(), organization, user, key.slice(0, 14), hashOf(key)],
  );
  return key;
}

/** @param as the user of an access token; the keys are those of the organization's admin and of the organization */
export function bearerOf(
  client: pg.Client,
  url: string,
  tenant: PlantedTenant,
  bearer: Bearer,
  as: Kind = "org_admin",
): Promise<string> {
  if (bearer === "accessToken") return signIn(client, url, tenant, as);
  return insertKey(client, tenant.id, bearer === "personalApiKey" ? tenant.adminUser : null);
}
