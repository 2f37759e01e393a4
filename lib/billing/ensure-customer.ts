// The organization's customer at Stripe, created when it is first needed. The idempotency key names the organization, so that
// requests at the same time get the same customer. Stripe gets no name and no address: customers enter those there themselves.
import "server-only";
import { inSystemTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { callStripe } from "./call-stripe";
import { findCustomer, storeCustomer } from "./queries";

/** @throws AppError NOT_FOUND if the organization was deleted meanwhile, UPSTREAM_FAILED */
export async function ensureCustomer(organizationId: string): Promise<string> {
  const known = await inSystemTransaction((db) => findCustomer(db, organizationId), "read only");
  if (known !== null) return known;
  const created = await callStripe((stripe) =>
    stripe.customers.create(
      { metadata: { organization_id: organizationId } },
      { idempotencyKey: `customer-${organizationId}` },
    ),
  );
  const stored = await inSystemTransaction((db) => storeCustomer(db, organizationId, created.id));
  if (stored === null) throw new AppError("NOT_FOUND");
  return stored;
}
