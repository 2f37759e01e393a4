import { beforeAll, expect, it } from "vitest";
import { allActions, organizationActions } from "@/components/audit/audit-actions";
import { phraseOf, PHRASES } from "@/components/audit/audit-phrases";
import type { OperationMeta } from "@/lib/access/registry";
import { FEATURES } from "@/lib/features/features";
import { loadOperations } from "../../scripts/access-matrix";

const OF_MEMBERS = ["readonly", "member", "org_admin"];

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

it("offers in the filters of an organization's log every write of its members, and no unknown operation", () => {
  const offered = organizationActions(FEATURES);
  const ofMembers = operations.filter(({ minRole }) => OF_MEMBERS.includes(minRole)).map(({ name }) => name);
  expect(ofMembers.filter((name) => !offered.includes(name))).toEqual([]);
  expect(offered.filter((name) => !writes.includes(name))).toEqual([]);
});
