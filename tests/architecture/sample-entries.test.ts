// The front page's picture of an organization's audit log shows only entries that an organization's log can contain.
import { expect, it } from "vitest";
import { sampleEntries } from "@/components/marketing/sample-entries";
import { featureInSamples } from "@/components/marketing/samples";
import { roleAtLeast, type OrganizationRole, type Standing } from "@/lib/access/roles";
import { FEATURES } from "@/lib/features/features";
import { loadOperations } from "../../scripts/access-matrix";
import { recordedByAction } from "./recorded";

const NOW = Date.parse("2026-11-12T14:05:00Z");

const isOrganizationRole = (standing: Standing | undefined): standing is OrganizationRole =>
  standing === "readonly" || standing === "member" || standing === "org_admin";

it("fills the front page's sample log only with entries that an organization's log can contain, in the form that their operations write", async () => {
  const operations = new Map((await loadOperations()).map((operation) => [operation.name, operation]));
  const recorded = recordedByAction();
  const entries = sampleEntries(featureInSamples(FEATURES), NOW);
  expect(entries.length).toBeGreaterThan(8);
  for (const { action, actor, entity, before, after } of entries) {
    const { minRole, effect } = operations.get(action) ?? {};
    const { entityType, details = new Set<string>() } = recorded.get(action) ?? {};
    expect({ action, effect, hasOrganization: isOrganizationRole(minRole) || details.has("organizationId") }).toEqual({
      action,
      effect: "write",
      hasOrganization: true,
    });
    if (isOrganizationRole(minRole)) expect([action, roleAtLeast(actor.role ?? "", minRole)]).toEqual([action, true]);
    expect({ action, type: entity?.type, hasBefore: before !== null, hasAfter: after !== null }).toEqual({
      action,
      type: entityType,
      hasBefore: details.has("before"),
      hasAfter: details.has("after"),
    });
  }
});
