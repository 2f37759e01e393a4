// Stores a payment page before its address leaves the server, so that whose payment it is never depends on what Stripe returns.
// An organization's transaction may only read checkouts, so this switches to the system role.
import "server-only";
import { asSystem } from "@/lib/db/as-system";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import type { OpenedPage } from "./open-page";
import { holdPlan, insertCheckout } from "./queries";
import type { PaymentPage } from "./schemas";

/** @throws AppError CONFLICT if another request has opened one at the same time, or the plan was deleted */
export async function storeCheckout(db: TenantDb, organizationId: string, page: OpenedPage): Promise<PaymentPage> {
  if (page.isNew && !(await asSystem(db, (system) => store(system, organizationId, page)))) throw new AppError("CONFLICT");
  return { checkout: page.sessionId, url: page.url, expires_at: page.expiresAt.toISOString() };
}

async function store(db: SystemDb, organizationId: string, page: OpenedPage): Promise<boolean> {
  if (page.planId !== null && !(await holdPlan(db, page.planId))) return false;
  return insertCheckout(db, organizationId, page);
}
