// What an organization has, has used and has reserved, at this moment. The numbers are those that the next call would meet:
// the window, the plan and expired reservations are taken into account before anything has been written.
import "server-only";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { asSystem } from "@/lib/db/as-system";
import { credits, type Credits } from "./amounts";
import { findState, findSwitches, isPriced, type StateRow } from "./state";

export interface CreditsView {
  window: { start: Date; end: Date };
  /** `limit` and `available` are null if the plan is unlimited. */
  allotment: { limit: Credits | null; used: Credits; reserved: Credits; available: Credits | null };
  /** `owed` is what a refund took although it had been used or was reserved. It is paid before anything is available again. */
  purchased: { available: Credits; reserved: Credits; owed: Credits };
  /** `enabled` is the organization's switch, `allowed` the system's. `available` is 0 unless both are on, or with the default plan. */
  overage: { enabled: boolean; allowed: boolean; limit: Credits; used: Credits; reserved: Credits; available: Credits };
  /** What a call could use at most. Null if the plan is unlimited. */
  available: Credits | null;
  ai: { inPlan: boolean; enabled: boolean };
}

const room = (limit: bigint, used: bigint, reserved: bigint): Credits => {
  const left = limit - used - reserved;
  return credits(left > 0n ? left : 0n);
};

function overageOf(row: StateRow, allowed: boolean): CreditsView["overage"] {
  const { overage_enabled: enabled, overage_limit: limit, overage_used: used, overage_reserved: reserved } = row;
  const available = enabled && allowed && !row.has_default_plan ? room(limit, used, reserved) : credits(0);
  return { enabled, allowed, limit: credits(limit), used: credits(used), reserved: credits(reserved), available };
}

function allotmentOf({ allotment, allotment_used: used, allotment_reserved: reserved }: StateRow): CreditsView["allotment"] {
  const isUnlimited = allotment < 0n;
  return {
    limit: isUnlimited ? null : credits(allotment),
    used: credits(used),
    reserved: credits(reserved),
    available: isUnlimited ? null : room(allotment, used, reserved),
  };
}

const purchasedOf = ({ purchased, purchased_reserved: reserved }: StateRow): CreditsView["purchased"] => ({
  available: credits(purchased > 0n ? purchased : 0n),
  reserved: credits(reserved),
  owed: credits(purchased < 0n ? -purchased : 0n),
});

/** @throws AppError NOT_FOUND if the organization does not exist */
export async function creditsView(db: SystemDb | TenantDb, organizationId: string): Promise<CreditsView> {
  const row = await findState(db, organizationId);
  if (!row) throw new AppError("NOT_FOUND");
  const switches = await asSystem(db, findSwitches);
  const allotment = allotmentOf(row);
  const overage = overageOf(row, switches.overage);
  const purchased = purchasedOf(row);
  return {
    window: { start: row.window_start, end: row.window_end },
    allotment,
    purchased,
    overage,
    available: allotment.available === null ? null : credits(allotment.available + purchased.available + overage.available),
    ai: { inPlan: row.has_ai, enabled: switches.enabled },
  };
}

/** Whether calls to a model are possible at all. */
export function hasPrice(db: SystemDb | TenantDb, model: string): Promise<boolean> {
  return asSystem(db, (system) => isPriced(system, model));
}
