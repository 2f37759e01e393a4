// Tells a customer that was deleted in Stripe's dashboard from one that Stripe does not know: then the key may belong to another
// account by mistake, and nothing follows about the customer's subscriptions and payments.
import "server-only";
import { callStripe, isRefusedByStripe } from "./call-stripe";

/** @throws AppError UPSTREAM_FAILED also if Stripe does not know the customer */
export async function isDeletedCustomer(customer: string): Promise<boolean> {
  const { deleted } = await callStripe((stripe) => stripe.customers.retrieve(customer));
  return deleted === true;
}

/** @returns nothing if Stripe refuses the list because the customer was deleted */
export async function listOf<T>(customer: string, list: Promise<{ data: T[] }>): Promise<T[]> {
  try {
    return (await list).data;
  } catch (error) {
    if (isRefusedByStripe(error) && (await isDeletedCustomer(customer))) return [];
    throw error;
  }
}
