// Neither a response nor its timing reveals whether an email address has an account.
import { randomUUID } from "node:crypto";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";
import { ApiClient } from "@/tests/e2e/api-client";
import { inDatabase } from "@/tests/e2e/database";

const CALLS = 200;
const MOST_MS = 5;
/** More requests than any of these endpoints allows from one IP address. */
const CALLS_OVER_THE_LIMIT = 22;
/** The hash of a random value. No password matches it, and verifying it takes as long as any other hash. */
const HASH = "$argon2id$v=19$m=19456,p=1,t=2$FcgXUdYylgb2v9nvuqXihw$qiBE7RZpgx95cNgly8PfrYptBMio12BONfjns2Ym6VM";

interface Door {
  path: string;
  body: (email: string) => object;
  /** Whether the known email address has a pending sign-up instead of an account. */
  pending?: boolean;
}

const DOORS: Door[] = [
  { path: "/api/auth/login", body: (email) => ({ email, password: "guess after guess" }) },
  { path: "/api/auth/signup", body: (email) => ({ email, password: "a password to sign up", name: "Ada" }) },
  { path: "/api/password/forgot", body: (email) => ({ email }) },
  { path: "/api/auth/resend-verification", body: (email) => ({ email }), pending: true },
];

async function makeKnown(app: Instance, pending: boolean): Promise<string[]> {
  const emails = Array.from({ length: CALLS }, () => `known-${randomUUID()}@example.com`);
  const sql = pending
    ? `INSERT INTO sign_ups (id, email, name, password_hash, password_selector, token_hash, flow_hash, expires_at)
       SELECT gen_random_uuid(), e, 'Known', $2, 0, sha256(random()::text::bytea), sha256(random()::text::bytea), now() + interval '1 day'
         FROM unnest($1::text[]) e`
    : `WITH u AS (INSERT INTO users (id, email, name) SELECT gen_random_uuid(), e, 'Known' FROM unnest($1::text[]) e RETURNING id)
       INSERT INTO password_credentials (user_id, password_hash) SELECT id, $2 FROM u`;
  await inDatabase(app, sql, emails, HASH);
  return emails;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function ask(url: string, door: Door, email: string, address?: string) {
  const client = new ApiClient(url, address);
  const startedAt = performance.now();
  const response = await client.post(door.path, door.body(email));
  const text = await response.text();
  const took = performance.now() - startedAt;
  return { took, answer: `${response.status} ${text.replace(/"request_id":"[^"]*"/, "")}` };
}

for (const door of DOORS) {
  test(`does not reveal a known email address by the response or timing of ${door.path}`, async ({ app }) => {
    test.setTimeout(120_000);
    const known = await makeKnown(app, door.pending ?? false);
    const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
    const answers = new Set<string>();
    for (const email of known) {
      const order = Math.random() < 0.5 ? (["known", "unknown"] as const) : (["unknown", "known"] as const);
      for (const kind of order) {
        const { took, answer } = await ask(app.url, door, kind === "known" ? email : `x${email}`);
        times[kind].push(took);
        answers.add(answer);
      }
    }
    expect([...answers]).toHaveLength(1);
    const [medianKnown, medianUnknown] = [median(times.known), median(times.unknown)];
    console.log(
      `${door.path}: median ${medianKnown.toFixed(1)} ms for known, ${medianUnknown.toFixed(1)} ms for unknown addresses`,
    );
    expect(Math.abs(medianKnown - medianUnknown)).toBeLessThan(MOST_MS);
  });

  test(`does not reveal a known email address by the refusals of ${door.path} over the limit`, async ({ app }) => {
    const [known = ""] = await makeKnown(app, door.pending ?? false);
    const sequences = [];
    for (const [email, address] of [
      [known, "198.51.100.1"],
      [`x${known}`, "198.51.100.2"],
    ] as const) {
      const answers: string[] = [];
      for (let call = 0; call < CALLS_OVER_THE_LIMIT; call += 1) {
        answers.push((await ask(app.url, door, email, `${address}${DOORS.indexOf(door)}`)).answer);
      }
      sequences.push(answers);
    }
    expect(sequences[0]).toEqual(sequences[1]);
    expect(sequences[0]?.at(-1)).toContain("RATE_LIMITED");
  });
}
