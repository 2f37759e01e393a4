// The errors of the API, in Stripe's shape. https://docs.stripe.com/api/errors
export interface StripeFailureDetails {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  charge?: string;
  payment_intent?: unknown;
}

export class StripeFailure extends Error {
  constructor(
    readonly status: number,
    readonly details: StripeFailureDetails,
    /** True if the request changed something before it failed, as a payment that was tried does. */
    readonly hasEffect = false,
  ) {
    super(details.message);
  }
}

export const invalid = (message: string, param?: string, code?: string) =>
  new StripeFailure(400, { type: "invalid_request_error", message, ...(param && { param }), ...(code && { code }) });

/** @param param where the id was: in the path, or in a parameter, which Stripe answers with another status */
export const missing = (object: string, id: string, param = "id") =>
  new StripeFailure(param === "id" ? 404 : 400, {
    type: "invalid_request_error",
    code: "resource_missing",
    message: `No such ${object}: '${id}'`,
    param,
  });

export const unknownUrl = (method: string, path: string) =>
  new StripeFailure(404, {
    type: "invalid_request_error",
    message: `Unrecognized request URL (${method}: ${path}). The simulator implements only a part of the API: see docs/stripe-simulator.md.`,
  });
