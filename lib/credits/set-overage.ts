// Turns an organization's overage on or off, with the most that it may use in a month. Overage is used only while the system's
// switch is on as well. A lower limit does not end calls that are running.
import "server-only";
import { asSystem } from "@/lib/db/as-system";
import type { TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { changeOverage, type Overage, type OverageChange } from "./queries";

/**
 * Locks the account, so that a call is reserved either before the change or after it.
 * @throws AppError NOT_FOUND if the organization does not exist
 */
export async function setOverage(
  db: TenantDb,
  organizationId: string,
  change: OverageChange,
): Promise<{ before: Overage; after: Overage }> {
  const changed = await asSystem(db, (system) => changeOverage(system, organizationId, change));
  if (!changed) throw new AppError("NOT_FOUND");
  return changed;
}
