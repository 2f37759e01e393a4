// The limit of operations that call Stripe, whose own limits all organizations of the installation share.
import "server-only";
import type { Caller, OrganizationActor } from "@/lib/access/actor";
import type { LimitRule } from "@/lib/access/limit-rule";
import { limits } from "@/lib/rate-limit/limits";

export const perOrganization: LimitRule<unknown, Caller<OrganizationActor>> = {
  limit: limits.paymentsPerOrganization,
  key: (_input, { actor }) => actor.organization.id,
};
