// Builds the OpenAPI document of a mode from the routes, their operations and the table of error codes.
import type { OperationMeta } from "@/lib/access/registry";
import type { AppMode } from "@/lib/env/schema";
import type { ApiRoute } from "../api-routes";
import { Builder, type Part } from "./builder";
import { SECURITY_SCHEMES } from "./credentials";
import { headersOf } from "./headers";
import { printJson } from "./print";
import { inReadingOrder, OVERVIEW, TITLE } from "./texts";

export const OPENAPI_FILES = [
  ["b2c", "lib/web/openapi/b2c.json"],
  ["b2b", "lib/web/openapi/b2b.json"],
] as const;

export function renderDocument(...given: Parameters<typeof buildDocument>): string {
  return printJson(buildDocument(...given));
}

/** Of a mode, without the operations that only the other mode has. */
export function buildDocument(mode: AppMode, routes: readonly ApiRoute[], operations: readonly OperationMeta[]): Part {
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const builder = new Builder(byName);
  const paths: Record<string, Part> = {};
  const described = routes.map((route) => ({ ...route, url: route.path.replaceAll(/\[(\w+)\]/g, "{$1}") }));
  // A collection precedes its items.
  for (const { method, url, contracts, plain } of described.toSorted((a, b) =>
    a.url < b.url ? -1 : Number(a.url > b.url),
  )) {
    const inPath = [...url.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const contract = contracts.find(
      (each) => (each.mode ?? mode) === mode && (byName.get(each.operation)?.onlyInMode ?? mode) === mode,
    );
    const part = contract ? builder.operation(method, url, inPath, contract) : plain && builder.plain(method, url, plain);
    if (part) (paths[url] ??= {})[method.toLowerCase()] = part;
  }
  const sections = Object.values(paths).flatMap((item) =>
    Object.values(item).flatMap((each) => (each as { tags: string[] }).tags),
  );
  return {
    openapi: "3.1.1",
    info: { title: TITLE, version: "1", description: OVERVIEW },
    servers: [{ url: "/", description: "The site that serves this document." }],
    tags: inReadingOrder([...new Set(sections)]).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: SECURITY_SCHEMES,
      headers: headersOf([paths, builder.responses]),
      responses: builder.responses,
      schemas: builder.components.schemas,
    },
  };
}
