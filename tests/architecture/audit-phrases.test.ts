// The audit log can be read: every write has words.
import { expect, it } from "vitest";
import { phraseOf, PHRASES } from "@/components/audit/audit-phrases";
import { loadOperations } from "../../scripts/access-matrix";

it("has a phrase for every write, and none for an operation that does not exist", async () => {
  const writes = (await loadOperations()).filter(({ effect }) => effect === "write").map(({ name }) => name);
  expect(writes.length).toBeGreaterThan(50);
  expect(writes.filter((name) => phraseOf(name) === null)).toEqual([]);
  expect(Object.keys(PHRASES).filter((name) => !writes.includes(name))).toEqual([]);
});
