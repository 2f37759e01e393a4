import { expect, it } from "vitest";
import { phraseOf, PHRASES } from "@/components/audit/audit-phrases";
import { loadOperations } from "../../scripts/access-matrix";

it("gives every write a phrase for the audit log, and has no phrase for an unknown operation", async () => {
  const writes = (await loadOperations()).filter(({ effect }) => effect === "write").map(({ name }) => name);
  expect(writes.length).toBeGreaterThan(50);
  expect(writes.filter((name) => phraseOf(name) === null)).toEqual([]);
  expect(Object.keys(PHRASES).filter((name) => !writes.includes(name))).toEqual([]);
});
