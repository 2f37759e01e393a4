import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiRoute, loadRoutes, renderRoutes } from "../../scripts/api-routes";
import { filesIn, textOf } from "./source";

let routes: ApiRoute[] = [];

beforeAll(async () => {
  routes = await loadRoutes();
}, 60_000);

/** The schema itself and every schema nested in it. */
function* within(schema: z.ZodType): Generator<z.ZodType> {
  yield schema;
  if (schema instanceof z.ZodObject) for (const field of Object.values(schema.shape)) yield* within(field as z.ZodType);
  if (schema instanceof z.ZodArray) yield* within(schema.element as z.ZodType);
  if (schema instanceof z.ZodNullable) yield* within(schema.unwrap() as z.ZodType);
}

const contracts = () => routes.flatMap(({ method, path, contracts: own }) => own.map((each) => ({ method, path, ...each })));
const schemas = () =>
  contracts().flatMap(({ path, answer }) => (answer instanceof z.ZodType ? [{ path, schema: answer }] : []));

describe("the list of API routes", () => {
  it("is the same in docs/security/api-routes.md", () => {
    expect(textOf("docs/security/api-routes.md")).toBe(renderRoutes(routes));
  });

  it("has at least one method from every route.ts in app/api", () => {
    const paths = new Set(routes.map(({ path }) => path));
    const files = filesIn("app/api").filter((file) => file.endsWith("/route.ts"));
    expect(files.length).toBeGreaterThan(40);
    expect(files.map((file) => file.slice("app".length, -"/route.ts".length)).filter((path) => !paths.has(path))).toEqual(
      [],
    );
  });

  it("has a schema for every response, except for writes that respond with 204", () => {
    const silent = contracts().filter(({ answer }) => answer === null);
    expect(silent.filter(({ method, status }) => method === "GET" || status !== 204)).toEqual([]);
    expect(schemas().length).toBeGreaterThan(25);
  });

  it("has only response schemas that refuse undeclared fields", () => {
    const loose = schemas().flatMap(({ path, schema }) =>
      [...within(schema)]
        .filter((each) => each instanceof z.ZodObject)
        .filter((each) => !(each.def.catchall instanceof z.ZodNever))
        .map(() => path),
    );
    expect(loose).toEqual([]);
  });

  it("has only schemas that can be converted into JSON Schema", () => {
    for (const { path, schema } of schemas()) expect([path, z.toJSONSchema(schema)]).toEqual([path, expect.any(Object)]);
    for (const { path, input } of contracts())
      expect([path, z.toJSONSchema(input, { io: "input" })]).toEqual([path, expect.any(Object)]);
  });
});
