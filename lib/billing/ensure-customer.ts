// The organization's customer at Stripe, created when it is first needed. The idempotency key names the organization, so that
// requests at the same time get the same customer. Stripe gets no name and no address: customers enter those there themselves.
import "server-only";
import { systemCaller, type RequestFacts } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { callStripe, isRefusedByStripe } from "./call-stripe";
import { isDeletedCustomer } from "./deleted-customer";
import { forgetCustomer } from "./forget-customer";
import { keyForNow } from "./key-for-now";
import { findCustomer, storeCustomer } from "./queries";
import { syncSubscription } from "./sync-subscription";
import { unlessSettled } from "./unless-settled";

/**
 * @param deleted the customer that the organization had before
 * @throws AppError NOT_FOUND if the organization was deleted meanwhile, UPSTREAM_FAILED
 */
export async function ensureCustomer(organizationId: string, deleted?: string): Promise<string> {
  const known = await inSystemTransaction((db) => findCustomer(db, organizationId), "read only");
  if (known !== null) return known;
  const created = await callStripe((stripe) =>
    stripe.customers.create(
      { metadata: { organization_id: organizationId } },
      { idempotencyKey: keyForNow(`customer-${organizationId}-${deleted ?? "first"}`) },
    ),
  );
  const stored = await inSystemTransaction((db) => storeCustomer(db, organizationId, created.id));
  if (stored === null) throw new AppError("NOT_FOUND");
  return stored;
}

/**
 * Does something for the organization's customer. A customer that was deleted in the dashboard is replaced. One that Stripe
 * does not know is not: the key may belong to another account by mistake.
 * @throws AppError like `ensureCustomer`, and what `work` throws
 */
export async function withCustomer<T>(
  organizationId: string,
  request: RequestFacts,
  work: (customer: string) => Promise<T>,
): Promise<T> {
  const customer = await ensureCustomer(organizationId);
  try {
    return await work(customer);
  } catch (error) {
    if (!isRefusedByStripe(error) || !(await isDeletedCustomer(customer))) throw error;
    // While the organization still has the customer: the event about its subscription would find nobody later.
    await syncSubscription(customer, request);
    await unlessSettled(forgetCustomer(systemCaller(request.requestId), { organization: organizationId, customer }));
    return work(await ensureCustomer(organizationId, customer));
  }
}
