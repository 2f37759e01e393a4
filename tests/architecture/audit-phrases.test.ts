import { beforeAll, expect, it } from "vitest";
import { allActions, organizationActions } from "@/components/audit/audit-actions";
import { phraseOf, PHRASES } from "@/components/audit/audit-phrases";
import type { OperationMeta } from "@/lib/access/registry";
import { FEATURES } from "@/lib/features/features";
import { loadOperations } from "../../scripts/access-matrix";
import { recordedByAction } from "./recorded";

const OF_MEMBERS = ["readonly", "member", "org_admin"];

/** Recorded for an organization by a function that defines both, which `recordedByAction` does not read. */
const OF_ONE_FUNCTION = [
  "admin.grant-plan",
  "admin.resume-organization",
  "admin.suspend-organization",
  "admin.withdraw-plan",
];

let operations: OperationMeta[] = [];
let writes: string[] = [];

beforeAll(async () => {
  operations = (await loadOperations()).filter(({ effect }) => effect === "write");
  writes = operations.map(({ name }) => name);
}, 30_000);

it("gives every write a phrase for the audit log, and has no phrase for an unknown operation", () => {
  expect(writes.length).toBeGreaterThan(50);
  expect(writes.filter((name) => phraseOf(name) === null)).toEqual([]);
  expect(Object.keys(PHRASES).filter((name) => !writes.includes(name))).toEqual([]);
});

it("offers every write in the filters of the console's log", () => {
  expect(allActions(FEATURES)).toEqual(writes.toSorted());
});

it("offers in the filters of an organization's log every write that is recorded for an organization, and no other", () => {
  const recorded = recordedByAction();
  const ofOrganizations = operations.filter(
    ({ name, minRole }) => OF_MEMBERS.includes(minRole) || recorded.get(name)?.details.has("organizationId"),
  );
  const names = [...ofOrganizations.map(({ name }) => name), ...OF_ONE_FUNCTION];
  expect(names.toSorted()).toEqual(organizationActions(FEATURES));
});
