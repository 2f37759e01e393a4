// The OpenAPI document of the mode in which the instance runs. `npm run access-matrix` generates the documents of both modes
// from the routes; a test compares them.
import "server-only";
import { env } from "@/lib/env/server";
import b2b from "./b2b.json";
import b2c from "./b2c.json";

export interface ApiSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  anyOf?: ApiSchema[];
  allOf?: ApiSchema[];
  items?: ApiSchema;
  properties?: Record<string, ApiSchema>;
  required?: string[];
}

export interface ApiContent {
  schema: ApiSchema;
  example?: unknown;
}

export interface ApiResponse {
  $ref?: string;
  description: string;
  headers?: Record<string, object>;
  content?: Record<string, ApiContent>;
}

export interface ApiParameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: ApiSchema;
  example: unknown;
}

export interface ApiOperation {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  /** The alternatives: name of a scheme → the roles that it needs. */
  security: Record<string, string[]>[];
  parameters?: ApiParameter[];
  requestBody?: { required: boolean; content: { "application/json": ApiContent } };
  responses: Record<string, ApiResponse>;
}

export interface ApiDocument {
  info: { title: string; description: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, ApiOperation>>;
  components: { responses: Record<string, ApiResponse>; schemas: Record<string, ApiSchema> };
}

const DOCUMENTS = { b2b, b2c } as unknown as Record<"b2b" | "b2c", ApiDocument>;

export function apiDocument(): ApiDocument {
  return DOCUMENTS[env().APP_MODE];
}
