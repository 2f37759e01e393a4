// Disputes, opened by the simulator and decided by it or by evidence. https://docs.stripe.com/api/disputes
import { z } from "zod";
import { invalid } from "../failure";
import type { Params } from "../form";
import { expand, flag, mergeMetadata, metadata, parse, text } from "../parse";
import { get, newId } from "../state";
import type { Dispute } from "../wire";
import { change, emit, now, put, type World } from "../world";

const DAY = 86_400;

const EVIDENCE = [
  ...["access_activity_log", "billing_address", "cancellation_policy", "cancellation_policy_disclosure"],
  ...["cancellation_rebuttal", "customer_communication", "customer_email_address", "customer_name", "customer_purchase_ip"],
  ...["customer_signature", "duplicate_charge_documentation", "duplicate_charge_explanation", "duplicate_charge_id"],
  ...["product_description", "receipt", "refund_policy", "refund_policy_disclosure", "refund_refusal_explanation"],
  ...["service_date", "service_documentation", "shipping_address", "shipping_carrier", "shipping_date"],
  ...["shipping_documentation", "shipping_tracking_number", "uncategorized_file", "uncategorized_text"],
] as (keyof Dispute["evidence"])[];

const update = z.strictObject({
  ...expand,
  evidence: z.partialRecord(z.enum(EVIDENCE as [string, ...string[]]), text).optional(),
  metadata: metadata.optional(),
  submit: flag.optional(),
});

const isOpen = ({ status }: Dispute) => status === "needs_response" || status === "under_review";

/** @throws StripeFailure if the charge did not succeed or is disputed already */
export function openDispute(world: World, chargeId: string): Dispute {
  const charge = get(world.state, "charge", chargeId, "charge");
  if (charge.status !== "succeeded" || charge.disputed) throw invalid(`Charge ${chargeId} cannot be disputed.`, "charge");
  const dispute = {
    id: newId("dispute"),
    object: "dispute",
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: now(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {
      ...(Object.fromEntries(EVIDENCE.map((name) => [name, null])) as unknown as Dispute["evidence"]),
      enhanced_evidence: {},
    },
    evidence_details: {
      due_by: now() + 10 * DAY,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: { brand: "visa", case_type: "chargeback", network: "visa", network_reason_code: "10.4" },
      type: "card",
    },
    reason: "fraudulent",
    status: "needs_response",
  } satisfies Dispute;
  put(world, "dispute", dispute);
  change(world, "charge", charge.id, { disputed: true }, "charge.updated");
  emit(world, "charge.dispute.created", dispute);
  emit(world, "charge.dispute.funds_withdrawn", dispute);
  return dispute;
}

/** The decision of the card's bank. A won dispute gives the money back. */
export function decideDispute(world: World, id: string, outcome: "won" | "lost"): Dispute {
  const dispute = get(world.state, "dispute", id);
  if (!isOpen(dispute)) throw invalid(`This dispute is already ${dispute.status}.`);
  const decided = change(world, "dispute", id, { status: outcome });
  emit(world, "charge.dispute.closed", decided);
  if (outcome === "won") emit(world, "charge.dispute.funds_reinstated", decided);
  return decided;
}

/** Evidence with the text `winning_evidence` or `losing_evidence` decides the dispute at once, as in Stripe's test mode. */
export function updateDispute(world: World, id: string, params: Params): Dispute {
  const dispute = get(world.state, "dispute", id);
  const asked = parse(update, params);
  if (!isOpen(dispute)) throw invalid("This dispute is already closed", undefined, "dispute_closed");
  const { evidence_details: details } = dispute;
  const updated = change(
    world,
    "dispute",
    id,
    {
      metadata: mergeMetadata(dispute.metadata, asked.metadata),
      evidence: { ...dispute.evidence, ...asked.evidence },
      ...(asked.submit !== false && {
        status: "under_review",
        evidence_details: {
          ...details,
          has_evidence: true,
          submission_count: details.submission_count + 1,
          submission_method: "manual",
        },
      }),
    },
    "charge.dispute.updated",
  );
  const words = asked.evidence?.uncategorized_text;
  if (words === "winning_evidence") return decideDispute(world, id, "won");
  if (words === "losing_evidence") return decideDispute(world, id, "lost");
  return updated;
}
