// Everything that lists the types of Stripe's events lists those that are handled.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { EVENT_TYPES } from "@/lib/billing/event-types";

const TYPE = /\b(?:customer|invoice|checkout|charge|refund)\.[a-z_]+(?:\.[a-z_]+)?\b/g;

/** The types in the part of a file between two marks. */
function typesIn(file: string, from: string, to: string): string[] {
  const [, part = ""] = readFileSync(file, "utf8").split(from);
  return [...(part.split(to)[0] ?? "").matchAll(TYPE)].map(([type]) => type).toSorted();
}

it.each([
  ["docs/billing.md", "```text", "```"],
  ["components/billing/event-filters.tsx", "const TYPES = [", "];"],
])("%s lists the types that are handled, and no others", (file, from, to) => {
  expect(typesIn(file, from, to)).toEqual([...EVENT_TYPES].toSorted());
});
