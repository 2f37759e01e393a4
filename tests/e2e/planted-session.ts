// Creates sessions directly in an instance's database, for tests that are not about signing in. Creating a session in
// this way counts toward no rate limit.
import type pg from "pg";
import type { Instance } from "@/tests/setup/instances";
import { withDatabase } from "./database";
import { newId } from "./new-id";
import { hashOf, newToken } from "./tokens";

/** Creates a session of a user. @returns its token */
export async function insertSession(client: pg.Client, userId: string, ipAddress = "10.0.0.1"): Promise<string> {
  const token = newToken();
  await client.query(
    `INSERT INTO sessions (id, user_id, token_hash, ip_address, user_agent, expires_at, absolute_expires_at)
     VALUES ($1, $2, $3, $4, '', now() + interval '1 hour', now() + interval '1 hour')`,
    [newId(), userId, hashOf(token), ipAddress],
  );
  return token;
}

/** Over TLS, instances are strict, and their cookies have a prefix. */
export const sessionCookieName = (url: string) => (url.startsWith("https:") ? "__Host-session_id" : "session_id");

/** A cookie that signs a user in, for a browser context. */
export async function plantSession(app: Instance, email: string): Promise<{ name: string; value: string; url: string }> {
  return withDatabase(app, async (client) => {
    const { rows } = await client.query<{ id: string }>(`SELECT id FROM users WHERE email = $1`, [email]);
    const [user] = rows;
    if (!user) throw new Error(`no user has the address ${email}`);
    return { name: sessionCookieName(app.url), value: await insertSession(client, user.id), url: app.url };
  });
}
