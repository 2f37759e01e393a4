// Calls to a model, as the functions of the database book them, and the plan that they are charged to.
import { randomUUID } from "node:crypto";
import type { Instance } from "@/tests/setup/instances";
import { inDatabase } from "./database";

/** Gives an organization a plan of its own. */
export async function giveCredits(app: Instance, slug: string, tokenLimit: number): Promise<void> {
  const id = randomUUID();
  const features = JSON.stringify({ token_limit: tokenLimit, enable_ai: true });
  await inDatabase(
    app,
    `INSERT INTO plans (id, slug, name, description, position, is_public, features, updated_at)
     VALUES ($1, $2, 'Workshop', 'For a test.', 99, false, $3::jsonb, now())`,
    id,
    `plan-${id.slice(0, 8)}`,
    features,
  );
  await inDatabase(
    app,
    `UPDATE billing_accounts SET granted_plan_id = $1
      WHERE organization_id = (SELECT id FROM organizations WHERE slug = $2)`,
    id,
    slug,
  );
}

interface UsedCall {
  email: string;
  tokens: number;
  daysAgo?: number;
  status?: "settled" | "failed" | "cancelled";
}

/** A call that has ended. It is charged to the current month, even if it is shown on an earlier day. */
export async function useCredits(app: Instance, slug: string, call: UsedCall): Promise<void> {
  const { email, tokens, daysAgo = 0, status = "settled" } = call;
  const id = randomUUID();
  const [reserved] = await inDatabase<{ outcome: string }>(
    app,
    `SELECT r.outcome FROM organizations o, users u,
            reserve_credits($1, o.id, u.id, gen_random_uuid(), 'deleted-feature.ask', 'demo', $2::bigint, 1) r
      WHERE o.slug = $3 AND u.email = $4`,
    id,
    tokens - 1,
    slug,
    email,
  );
  if (reserved?.outcome !== "reserved") throw new Error(`the call was refused: ${reserved?.outcome ?? "unknown"}`);
  await inDatabase(app, `SELECT 1 FROM settle_credits($1, $2::bigint, 1, $3::usage_status)`, id, tokens - 1, status);
  await inDatabase(
    app,
    `UPDATE usage_log SET created_at = created_at - make_interval(days => $2::int) WHERE id = $1`,
    id,
    daysAgo,
  );
}

export async function switchOverage(app: Instance, isOn: boolean): Promise<void> {
  await inDatabase(
    app,
    `INSERT INTO system_settings (name, value, updated_at) VALUES ('ai_overage_enabled', $1::jsonb, now())
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    JSON.stringify(isOn),
  );
}
