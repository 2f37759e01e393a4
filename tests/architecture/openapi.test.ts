// The API documents follow from the routes, and two independent validators accept them.
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, it } from "vitest";
import type { OperationMeta } from "@/lib/access/registry";
import type { ApiContent, ApiDocument } from "@/lib/web/openapi/api-document";
import { schemasOf } from "@/tests/factories/json-schemas";
import { type ApiRoute, loadRoutes } from "../../scripts/api-routes";
import { loadOperations } from "../../scripts/access-matrix";
import { buildDocument, OPENAPI_FILES, renderDocument } from "../../scripts/openapi/document";
import { closureOf, filesIn, isCode, isTest, textOf } from "./source";

/**
 * Routes that are not for API clients: of the development mailbox, of browsers' reports, of browsers that come back from a
 * provider, and of unknown paths.
 */
const NOT_DESCRIBED = ["/api/[[...path]]", "/api/auth/oauth/[provider]/callback", "/api/csp-report", "/api/dev/mailbox"];

let routes: ApiRoute[] = [];
let operations: OperationMeta[] = [];

beforeAll(async () => {
  operations = await loadOperations();
  routes = await loadRoutes();
}, 60_000);

const operationsOf = ({ paths }: ApiDocument) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ name: `${method.toUpperCase()} ${path}`, ...described })),
  );

/** Every schema of a document that has an example. */
function* examplesOf(document: ApiDocument): Generator<ApiContent & { name: string }> {
  for (const { name, parameters = [], requestBody, responses } of operationsOf(document)) {
    for (const { name: parameter, ...rest } of parameters) yield { name: `${name} ${parameter}`, ...rest };
    for (const content of Object.values(requestBody?.content ?? {})) yield { name: `${name} body`, ...content };
    for (const [status, { content = {} }] of Object.entries(responses))
      for (const each of Object.values(content)) if ("example" in each) yield { name: `${name} ${status}`, ...each };
  }
  for (const [name, { content = {} }] of Object.entries(document.components.responses))
    for (const each of Object.values(content)) yield { name, ...each };
}

describe.each(OPENAPI_FILES)("the API document of %s", (mode, file) => {
  const text = textOf(file);
  const document = JSON.parse(text) as ApiDocument;

  it("follows from the routes; `npm run access-matrix` writes it", () => {
    expect(text === renderDocument(mode, routes, operations)).toBe(true);
    expect(document).toEqual(JSON.parse(JSON.stringify(buildDocument(mode, routes, operations))));
  });

  it("is accepted by the schema of OpenAPI 3.1", async () => {
    expect(await new Validator().validate(JSON.parse(text) as Record<string, unknown>)).toMatchObject({ valid: true });
  });

  it("is accepted by Redocly's rules", async () => {
    // The product's own license is the team's choice. The names of the tags say what they are.
    const rules = { "info-license": "off", "tag-description": "off" } as const;
    const config = await createConfig({ extends: ["spec", "recommended"], rules });
    const problems = await lintFromString({ source: text, absoluteRef: `${mode}.json`, config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
  });

  it("has only examples that match their schema", () => {
    const compile = schemasOf(document);
    const examples = [...examplesOf(document)];
    expect(examples.length).toBeGreaterThan(100);
    const wrong = examples.flatMap(({ name, schema, example }) => {
      const validate = compile(schema);
      return validate(example) ? [] : [[name, validate.errors]];
    });
    expect(wrong).toEqual([]);
  });

  it("has only examples of bodies and paths that the operation's own schema accepts, with all its rules", () => {
    const refused: unknown[] = [];
    let checked = 0;
    for (const { method, path, contracts } of routes) {
      const described = document.paths[path.replaceAll(/\[(\w+)\]/g, "{$1}")]?.[method.toLowerCase()];
      const contract = contracts.find((each) => (each.mode ?? mode) === mode);
      if (!described || !contract) continue;
      const { parameters = [], requestBody } = described;
      const inPath = parameters.filter(({ in: place, name }) => place === "path" && name !== "org");
      const fields = Object.fromEntries(inPath.map(({ name, example }) => [name, example]));
      const body = requestBody?.content["application/json"].example as object | undefined;
      const { error } = contract.input.safeParse({ ...fields, ...body });
      if (error) refused.push([method, path, error.issues]);
      if (body) checked += 1;
    }
    expect(refused).toEqual([]);
    expect(checked).toBeGreaterThan(25);
  });

  it("has an example of each body that a client sends, and each body that it receives as JSON", () => {
    const without = operationsOf(document).flatMap(({ name, requestBody, responses }) =>
      [requestBody, ...Object.values(responses)]
        .map((each): ApiContent | undefined => each?.content?.["application/json"])
        .filter((content) => content && Object.keys(content.schema).length > 0 && !("example" in content))
        .map(() => name),
    );
    expect(without).toEqual([]);
  });

  it("has a summary of each operation, in the imperative and without a full stop", () => {
    const summaries = operationsOf(document).map(({ name, summary }) => [name, summary]);
    expect(summaries.filter(([, summary = ""]) => !/^[A-Z][a-z]+(\s.*)?[^.]$/.test(summary) || summary.length > 60)).toEqual(
      [],
    );
  });

  it("names as sent cookies only those of operations that change some, and of no route that ignores them", () => {
    const setting = operationsOf(document).filter(({ responses }) =>
      Object.values(responses).some(({ headers = {} }) => "Set-Cookie" in headers),
    );
    const names = setting.map(({ name }) => name);
    expect(names).toContain("POST /api/auth/login");
    expect(names.filter((name) => name.includes("/api/v1/"))).toEqual([]);
  });

  it("has a different id for each operation", () => {
    const ids = operationsOf(document).map(({ operationId }) => operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.length).toBeGreaterThan(50);
  });

  it("names CONFLICT among the refusals of each operation that takes an Idempotency-Key", () => {
    const keyed = operationsOf(document).filter(({ parameters = [] }) =>
      parameters.some(({ name }) => name === "Idempotency-Key"),
    );
    expect(keyed.length).toBeGreaterThan(1);
    for (const { name, responses } of keyed)
      expect(responses["409"]?.$ref, name).toMatch(/^#\/components\/responses\/Conflict/);
  });
});

it("is loaded by the route that serves it and by the pages of the reference, and by nothing else", () => {
  const code = ["app", "components", "lib"].flatMap(filesIn).filter((file) => isCode(file) && !isTest(file));
  const known = new Set(code);
  const loading = ["middleware.ts", "instrumentation.ts", ...code.filter((file) => file.startsWith("app/"))].filter((file) =>
    closureOf([file], known).includes("lib/web/openapi/api-document.ts"),
  );
  expect(loading).toEqual(["app/api/docs/[section]/page.tsx", "app/api/docs/page.tsx", "app/api/openapi.json/route.ts"]);
});

describe("the builder of the API document", () => {
  const atPath = (from: string, path: string): ApiRoute[] =>
    routes.filter((route) => route.path === from).map((route) => ({ ...route, path }));

  it("refuses a second route of an operation without an id of its own, wherever its path is in the order", () => {
    for (const path of ["/api/auth/a", "/api/auth/z"])
      expect(() => buildDocument("b2c", [...routes, ...atPath("/api/auth/signup", path)], operations)).toThrow(
        "another route has authSignUp",
      );
  });

  it("refuses a parameter in the path that the input does not have", () => {
    const renamed = atPath("/api/v1/organizations/[org]", "/api/v1/organizations/[slug]");
    expect(renamed.length).toBeGreaterThan(0);
    expect(() => buildDocument("b2c", renamed, operations)).toThrow("{slug}");
  });
});

it("describes every method of every route, in at least one of the modes", () => {
  const described = new Set(
    OPENAPI_FILES.flatMap(([, file]) => operationsOf(JSON.parse(textOf(file)) as ApiDocument).map(({ name }) => name)),
  );
  const missing = routes
    .filter(({ path }) => !NOT_DESCRIBED.includes(path))
    .map(({ method, path }) => `${method} ${path.replaceAll(/\[(\w+)\]/g, "{$1}")}`)
    .filter((name) => !described.has(name));
  expect(missing).toEqual([]);
});
