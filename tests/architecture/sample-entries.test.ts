// The front page's picture of an organization's audit log shows only entries that an organization's log can contain. What an
// operation records is read from its source.
import ts from "typescript";
import { expect, it } from "vitest";
import { sampleEntries } from "@/components/marketing/sample-entries";
import { roleAtLeast, type OrganizationRole, type Standing } from "@/lib/access/roles";
import { FEATURES } from "@/lib/features/features";
import { loadOperations } from "../../scripts/access-matrix";
import { descendants, filesIn, isCode, isTest, parse } from "./source";

const NOW = Date.parse("2026-11-12T14:05:00Z");

const isOrganizationRole = (standing: Standing | undefined): standing is OrganizationRole =>
  standing === "readonly" || standing === "member" || standing === "org_admin";

interface Recorded {
  entityType: string | undefined;
  /** The names of the other details that the entry has, such as `before`. */
  details: Set<string>;
}

function property(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = object.properties.filter(ts.isPropertyAssignment).find((each) => each.name.getText() === name);
  return found?.initializer;
}

const textIn = (node: ts.Expression | undefined) => (node && ts.isStringLiteral(node) ? node.text : undefined);

/** Action → what its operation records, for each operation that is defined with both a name and an `audit` written out. */
function recordedByAction(): Map<string, Recorded> {
  const found = new Map<string, Recorded>();
  for (const file of filesIn("lib").filter((each) => isCode(each) && !isTest(each)))
    for (const node of descendants(parse(file))) {
      if (!ts.isObjectLiteralExpression(node)) continue;
      const [action, audit] = [textIn(property(node, "name")), property(node, "audit")];
      if (action === undefined || !audit) continue;
      const detail = [...descendants(audit)].find((each) => ts.isObjectLiteralExpression(each));
      if (!detail) continue;
      const details = new Set(detail.properties.map((each) => each.name?.getText() ?? ""));
      found.set(action, { entityType: textIn(property(detail, "entityType")), details });
    }
  return found;
}

function sample() {
  return FEATURES.slice(0, 1).map(({ name, navigation: { label, icon }, create, auditNames }) => ({
    name,
    label,
    icon,
    create,
    entityType: Object.keys(auditNames)[0] ?? name,
  }))[0];
}

it("shows only audit entries that an organization's log can contain, as their operations write them", async () => {
  const operations = new Map((await loadOperations()).map((operation) => [operation.name, operation]));
  const recorded = recordedByAction();
  const entries = sampleEntries(sample(), NOW);
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
