// A route's `refuses` names the error codes with which the code of its operation can refuse, except those that follow from
// the operation's declaration: all of them, and no others.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, it } from "vitest";
import type { OperationMeta } from "@/lib/access/registry";
import type { AppMode } from "@/lib/env/schema";
import type { ApiDocument, ApiOperation } from "@/lib/web/openapi/api-document";
import { codesOf } from "@/lib/web/openapi/codes-of";
import { componentOf } from "@/lib/web/openapi/component-of";
import { type ApiRoute, loadRoutes } from "../../scripts/api-routes";
import { loadOperations } from "../../scripts/access-matrix";
import { buildDocument } from "../../scripts/openapi/document";
import { ReachableRefusals } from "./reachable-refusals";
import { filesIn, isCode, isTest, ROOT, textOf } from "./source";

const KEPT = "a failure leaves the event in the inbox, and the operation responds with that";

/** Operation → codes in its code that it never refuses with → why. */
const IMPOSSIBLE: Record<string, Record<string, string>> = {
  "admin.create-organization": { ALREADY_MEMBER: "a new organization has no members" },
  "admin.replay-stripe-event": {
    CONFLICT: KEPT,
    FEATURE_DISABLED: KEPT,
    UPSTREAM_FAILED: KEPT,
  },
  "billing.verify-checkout": { CONFLICT: "unlessSettled catches it: another request has settled the checkout" },
  "users.delete": {
    ACCESS_DENIED: "requireRecentProof refuses other credentials so, but this operation accepts only sessions",
  },
};

interface Described {
  name: string;
  operation: string;
  declared: readonly string[];
  /** The codes that follow from the declaration. */
  derived: string[];
}

let routes: ApiRoute[] = [];
let operations: OperationMeta[] = [];
let described: Described[] = [];
/** Operation → the codes in its code. */
const reachable = new Map<string, string[]>();

const allCodesOf = ({ responses }: ApiOperation, { components }: ApiDocument): string[] =>
  Object.values(responses).flatMap((answer) => codesOf(componentOf(answer, components.responses)));

/** Every operation of the API document of a mode, as described without what its routes declare. */
function describedIn(mode: AppMode): Described[] {
  const bare = routes.map((route) => ({ ...route, contracts: route.contracts.map((each) => ({ ...each, refuses: [] })) }));
  const document = buildDocument(mode, bare, operations) as unknown as ApiDocument;
  return routes.flatMap(({ method, path: file, contracts }) =>
    contracts
      .filter((each) => (each.mode ?? mode) === mode)
      .flatMap(({ operation, refuses }) => {
        const part = document.paths[file.replaceAll(/\[(\w+)\]/g, "{$1}")]?.[method.toLowerCase()];
        if (!part) return [];
        return [{ name: `${method} ${file}`, operation, declared: refuses, derived: allCodesOf(part, document) }];
      }),
  );
}

beforeAll(async () => {
  operations = await loadOperations();
  routes = await loadRoutes();
  described = [...describedIn("b2c"), ...describedIn("b2b")];
  const named = new Set(described.map(({ operation }) => operation));
  const analysis = new ReachableRefusals();
  for (const file of filesIn("lib").filter((each) => isCode(each) && !isTest(each) && /Operation\b/.test(textOf(each)))) {
    const exports = (await import(pathToFileURL(path.join(ROOT, file)).href)) as Record<string, { operationName?: string }>;
    for (const [exported, { operationName } = {}] of Object.entries(exports))
      if (operationName !== undefined && named.has(operationName)) reachable.set(operationName, analysis.of(file, exported));
  }
}, 180_000);

it("finds the code of every operation, and the codes of some", () => {
  expect(described.map(({ operation }) => operation).filter((each) => !reachable.has(each))).toEqual([]);
  expect(reachable.get("users.delete")).toEqual(expect.arrayContaining(["LAST_SYSTEM_ADMIN", "RECENT_PROOF_REQUIRED"]));
  expect(reachable.get("organizations.get-settings")).not.toContain("LAST_ORG_ADMIN");
});

it("describes every code with which the code of an operation can refuse", () => {
  const missing = described.flatMap(({ name, operation, declared, derived }) =>
    (reachable.get(operation) ?? [])
      .filter((code) => !declared.includes(code) && !derived.includes(code))
      .filter((code) => !Object.hasOwn(IMPOSSIBLE[operation] ?? {}, code))
      .map((code) => `${name}: ${code}`),
  );
  expect(missing).toEqual([]);
});

it("declares no code that the code of the operation does not have, or that follows from the operation's declaration", () => {
  const surplus = described.flatMap(({ name, operation, declared, derived }) =>
    declared
      .filter((code) => derived.includes(code) || !reachable.get(operation)?.includes(code))
      .map((code) => `${name}: ${code}`),
  );
  expect(surplus).toEqual([]);
});

it("makes no exception that is not needed", () => {
  const unneeded = Object.entries(IMPOSSIBLE).flatMap(([operation, codes]) =>
    Object.keys(codes).filter((code) => !reachable.get(operation)?.includes(code)),
  );
  expect(unneeded).toEqual([]);
});
