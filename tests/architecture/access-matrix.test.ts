import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import type { OperationMeta } from "@/lib/access/registry";
import { limits } from "@/lib/rate-limit/limits";
import { loadOperations, renderAccessMatrix } from "../../scripts/access-matrix";
import { descendants, filesIn, importedNames, isCode, isTest, parse, textOf } from "./source";

/** Limits that no operation declares, because the edge, the mail queue or the route for browsers' reports applies them. */
const OF_EDGE_AND_MAIL = [
  "generalPerAddress",
  "generalPerSession",
  "generalPerClient",
  "perApiKey",
  "generalSignedInPerAddress",
  "forgotPerAccount",
  "resendPerAccount",
  "mailPerRecipient",
  "mailByAnybodyPerRecipient",
  "mailPerSource",
  "verificationToTagged",
  "reportPerAddress",
];

/** Limits that no operation declares as long as no feature calls a language model. */
const OF_MODEL_CALLS = ["modelCallsPerUser", "modelCallsPerUserAndHour", "modelCallsPerOrganization"];

const NAME = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;

let operations: OperationMeta[] = [];

beforeAll(async () => {
  operations = await loadOperations();
}, 30_000);

/** Files that import a builder of operations. Only these can define an operation. */
function makers(): string[] {
  const files = ["app", "components", "lib"].flatMap(filesIn).filter((file) => isCode(file) && !isTest(file));
  return files.filter((file) =>
    [...importedNames(parse(file)).values()].some(
      ({ name, from }) => /access\/operation$/.test(from) && /^\w+Operation$/.test(name),
    ),
  );
}

function doesCallModels(): boolean {
  const files = filesIn("lib").filter((file) => isCode(file) && !isTest(file));
  return files.some((file) => [...importedNames(parse(file)).values()].some(({ name }) => name === "reserveCall"));
}

function namesIn(file: string): string[] {
  return [...descendants(parse(file))]
    .filter(ts.isStringLiteral)
    .map(({ text }) => text)
    .filter((text) => NAME.test(text));
}

describe("the access matrix", () => {
  it("equals docs/security/access-matrix.md", () => {
    expect(textOf("docs/security/access-matrix.md")).toBe(renderAccessMatrix(operations));
  });

  it("contains every operation once, under a unique name", () => {
    const names = operations.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(20);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !NAME.test(name))).toEqual([]);
  });

  it("shows every limit except those that the edge and the mail queue apply", () => {
    const shown = new Set(operations.flatMap((operation) => operation.limits));
    const others = Object.entries(limits).filter(([, { name }]) => !shown.has(name));
    const expected = [...OF_EDGE_AND_MAIL, ...(doesCallModels() ? [] : OF_MODEL_CALLS)];
    expect(others.map(([key]) => key).sort()).toEqual(expected.sort());
  });

  it("applies the limit on writes per user to every write except containment actions", () => {
    const signedIn = operations.filter(
      ({ effect, minRole }) => effect === "write" && minRole !== "public" && minRole !== "system",
    );
    const apart = signedIn.filter((operation) => !operation.limits.includes(limits.writesPerUser.name));
    expect(signedIn.length - apart.length).toBeGreaterThan(20);
    expect(Object.fromEntries(apart.map((operation) => [operation.name, operation.limits]))).toEqual({
      "api-keys.revoke": [limits.revocationPerSession.name],
      "auth.end-other-sessions": [limits.containmentPerSession.name],
      "auth.end-session": [limits.containmentPerSession.name],
      "auth.sign-out": [],
      "auth.cancel-email-change": [limits.containmentPerSession.name],
      "password.update": [limits.passwordPerBrowser.name],
      "tokens.end-family": [limits.containmentPerSession.name],
    });
  });

  it("contains every operation that the source code defines", () => {
    const registered = new Set(operations.map(({ name }) => name));
    expect(
      makers()
        .flatMap(namesIn)
        .filter((name) => !registered.has(name)),
    ).toEqual([]);
  });

  it("misses no operation, because only the domains in lib define operations", () => {
    expect(makers().filter((file) => !file.startsWith("lib/") || file.startsWith("lib/web/"))).toEqual([]);
  });
});
