// Calls Stripe. A failure becomes UPSTREAM_FAILED, whose cause is in the log; Stripe's own words never reach a user.
import "server-only";
import type Stripe from "stripe";
import { AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/observability/log";
import { requestContext } from "@/lib/observability/request-context";
import { stripeClient } from "./stripe-client";

interface Failure {
  type?: string;
  code?: string;
  statusCode?: number;
}

const failureOf = (error: unknown): Failure =>
  ((error instanceof AppError ? error.cause : error) as Failure | undefined) ?? {};

/** Stripe's code for what went wrong, such as "resource_missing". */
export const stripeCodeOf = (error: unknown): string | undefined => failureOf(error).code;

/** Whether Stripe has understood and refused the call, so that repeating it cannot help. */
export const isRefusedByStripe = (error: unknown): boolean => failureOf(error).type === "StripeInvalidRequestError";

/** @throws AppError UPSTREAM_FAILED, or FEATURE_DISABLED if this installation takes no payments */
export async function callStripe<T>(call: (stripe: Stripe) => Promise<T>): Promise<T> {
  const stripe = await stripeClient();
  try {
    return await call(stripe);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    log.warn("Stripe refused a call or did not answer", { request_id: requestContext()?.requestId, error: cause });
    throw new AppError("UPSTREAM_FAILED", { cause, internal: "Stripe did not do what it was asked" });
  }
}
