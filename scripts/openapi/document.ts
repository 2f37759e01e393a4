// Builds the OpenAPI document of a mode from the routes, their operations and the table of error codes.
import type { OperationMeta } from "@/lib/access/registry";
import type { AppMode } from "@/lib/env/schema";
import type { ApiRoute } from "../api-routes";
import { Builder, type Part } from "./builder";
import { bearerScheme, issuedBearers } from "./credentials";
import { HEADERS } from "./headers";
import { OVERVIEW, SESSION, TITLE } from "./texts";

export const OPENAPI_FILES = [
  ["b2c", "lib/web/openapi/b2c.json"],
  ["b2b", "lib/web/openapi/b2b.json"],
] as const;

export function renderDocument(...given: Parameters<typeof buildDocument>): string {
  return `${JSON.stringify(buildDocument(...given), null, 2)}\n`;
}

/** Of a mode, without the operations that only the other mode has. */
export function buildDocument(mode: AppMode, routes: readonly ApiRoute[], operations: readonly OperationMeta[]): Part {
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const issued = issuedBearers(routes);
  const builder = new Builder(byName, issued);
  const paths: Record<string, Part> = {};
  for (const { method, path: file, contracts, plain } of routes) {
    const inPath = [...file.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
    const url = file.replaceAll(/\[(\w+)\]/g, "{$1}");
    const contract = contracts.find(
      (each) => (each.mode ?? mode) === mode && (byName.get(each.operation)?.onlyInMode ?? mode) === mode,
    );
    const part = contract ? builder.operation(method, url, inPath, contract) : plain && builder.plain(method, url, plain);
    if (part) (paths[url] ??= {})[method.toLowerCase()] = part;
  }
  const tags = [
    ...new Set(
      Object.values(paths).flatMap((item) => Object.values(item).flatMap((each) => (each as { tags: string[] }).tags)),
    ),
  ];
  return {
    openapi: "3.1.1",
    info: { title: TITLE, version: "1", description: OVERVIEW },
    servers: [{ url: "/", description: "The site that serves this document." }],
    tags: tags.sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        ...bearerScheme(issued),
        session: { type: "apiKey", in: "cookie", name: "__Host-session_id", description: SESSION },
        cronSecret: { type: "http", scheme: "bearer", description: "The secret of the scheduler, `CRON_SECRET`." },
        metricsToken: { type: "http", scheme: "bearer", description: "The secret of the metrics' reader, `METRICS_TOKEN`." },
      },
      headers: HEADERS,
      responses: builder.responses,
      schemas: builder.components.schemas,
    },
  };
}
