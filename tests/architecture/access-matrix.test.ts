import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import type { OperationMeta } from "@/lib/access/registry";
import { limits } from "@/lib/rate-limit/limits";
import { loadOperations, renderAccessMatrix } from "../../scripts/access-matrix";
import { descendants, filesIn, importedNames, isCode, isTest, parse, textOf } from "./source";

const NAME = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;

let operations: OperationMeta[] = [];

beforeAll(async () => {
  operations = await loadOperations();
}, 30_000);

/** Files that import a builder: only they can make an operation. */
function makers(): string[] {
  const files = ["app", "components", "lib"].flatMap(filesIn).filter((file) => isCode(file) && !isTest(file));
  return files.filter((file) =>
    [...importedNames(parse(file)).values()].some(
      ({ name, from }) => /access\/operation$/.test(from) && /^\w+Operation$/.test(name),
    ),
  );
}

function namesIn(file: string): string[] {
  return [...descendants(parse(file))]
    .filter(ts.isStringLiteral)
    .map(({ text }) => text)
    .filter((text) => NAME.test(text));
}

describe("the access matrix", () => {
  it("in docs/security is what the operations say; if not, npm run access-matrix writes it anew", () => {
    expect(textOf("docs/security/access-matrix.md")).toBe(renderAccessMatrix(operations));
  });

  it("holds every operation once, under a name of its own", () => {
    const names = operations.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(20);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !NAME.test(name))).toEqual([]);
  });

  it("limits whatever a signed-in person writes; what shuts an intruder out has limits apart, or happens once a session", () => {
    const signedIn = operations.filter(
      ({ effect, minRole }) => effect === "write" && minRole !== "public" && minRole !== "system",
    );
    const apart = signedIn.filter((operation) => !operation.limits.includes(limits.writesPerUser.name));
    expect(signedIn.length - apart.length).toBeGreaterThan(20);
    expect(Object.fromEntries(apart.map((operation) => [operation.name, operation.limits]))).toEqual({
      "auth.end-other-sessions": [limits.remediesPerSession.name],
      "auth.end-session": [limits.remediesPerSession.name],
      "auth.sign-out": [],
      "auth.cancel-email-change": [limits.remediesPerSession.name],
      "password.update": [limits.passwordPerBrowser.name],
    });
  });

  it("misses no operation that the source names", () => {
    const registered = new Set(operations.map(({ name }) => name));
    expect(
      makers()
        .flatMap(namesIn)
        .filter((name) => !registered.has(name)),
    ).toEqual([]);
  });

  it("needs to look at domains only: pages and adapters make no operations", () => {
    expect(makers().filter((file) => !file.startsWith("lib/") || file.startsWith("lib/web/"))).toEqual([]);
  });
});
