// The API as its document describes it: the operations, and whether a response is one of those that the document allows.
import type { ValidateFunction } from "ajv/dist/2020.js";
import { schemasOf } from "@/tests/factories/json-schemas";

interface Response {
  $ref?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, { schema: object }>;
}

export interface Parameter {
  name: string;
  in: "path" | "query";
  required: boolean;
  schema: object;
}

export interface DescribedOperation {
  operationId: string;
  description?: string;
  method: string;
  path: string;
  security: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: { "application/json": { schema: object } } };
  responses: Record<string, Response>;
}

interface Document {
  paths: Record<string, Record<string, Omit<DescribedOperation, "method" | "path">>>;
  components: { responses: Record<string, Response> };
}

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
}

export class DescribedApi {
  readonly operations: DescribedOperation[];
  private readonly compile: (schema: object) => ValidateFunction;

  constructor(private readonly document: Document) {
    this.compile = schemasOf(document);
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
    );
  }

  static async load(url: string): Promise<DescribedApi> {
    return new DescribedApi((await (await fetch(`${url}/api/openapi.json`)).json()) as Document);
  }

  /** What differs between a response and the document; empty if the document describes the response. */
  problemsOf({ responses }: DescribedOperation, answer: Answered): string[] {
    const given = responses[answer.status];
    if (!given) return [`status ${answer.status} is not described: ${answer.text.slice(0, 300)}`];
    const described =
      given.$ref === undefined ? given : this.document.components.responses[given.$ref.split("/").at(-1) ?? ""];
    return [...headerProblems(described, answer), ...this.bodyProblems(described, answer)];
  }

  private bodyProblems({ content }: Response = {}, { status, headers, text }: Answered): string[] {
    const type = headers.get("content-type");
    if (!content) return text === "" && type === null ? [] : [`status ${status} has a body that is not described`];
    const schema = content[type?.split(";", 1)[0] ?? ""]?.schema;
    if (!schema) return [`status ${status} has a body of the type ${type}`];
    if (!type?.startsWith("application/json")) return [];
    const validate = this.compile(schema);
    return validate(JSON.parse(text))
      ? []
      : [`status ${status}: ${JSON.stringify(validate.errors)} in ${text.slice(0, 300)}`];
  }
}

/** The middleware counts a request, and sets the headers about it, after it has checked everything else. */
function isExpected(name: string, status: number): boolean {
  return !name.startsWith("RateLimit") || status < 400;
}

function headerProblems({ headers = {} }: Response = {}, answer: Answered): string[] {
  return Object.keys(headers)
    .filter((name) => isExpected(name, answer.status) && !answer.headers.has(name))
    .map((name) => `status ${answer.status} has no ${name}`);
}
