// The API as its document describes it: the operations, and whether a response is one of those that the document allows.
import type { ValidateFunction } from "ajv/dist/2020.js";
import type { ApiDocument, ApiOperation, ApiResponse } from "@/lib/web/openapi/api-document";
import { componentOf } from "@/lib/web/openapi/component-of";
import { schemasOf } from "@/tests/factories/json-schemas";

export interface DescribedOperation extends ApiOperation {
  method: string;
  path: string;
}

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
}

export const keyOf = ({ method, path }: DescribedOperation) => `${method} ${path}`;
export const isPublic = ({ security }: DescribedOperation) => security.some((each) => Object.keys(each).length === 0);
export const isAccepted = ({ security }: DescribedOperation, scheme: string) => security.some((each) => scheme in each);
/** Whether requests authenticate as users, and not with a secret of the installation. */
export const isForUsers = (operation: DescribedOperation) => isAccepted(operation, "session");
export const takesKey = ({ parameters = [] }: DescribedOperation) =>
  parameters.some(({ name, in: place }) => place === "header" && name === "Idempotency-Key");

/** The least role; undefined if every user may call the operation. */
export const roleOf = ({ security }: DescribedOperation) => security.flatMap((each) => Object.values(each).flat())[0];

/** The one status of a success. */
export function successOf(operation: DescribedOperation): string {
  const [status, ...others] = Object.keys(operation.responses).filter((each) => each.startsWith("2"));
  if (status === undefined || others.length > 0) throw new Error(`${keyOf(operation)} has not one success`);
  return status;
}

export class DescribedApi {
  readonly operations: DescribedOperation[];
  private readonly compile: (schema: object) => ValidateFunction;

  constructor(private readonly document: ApiDocument) {
    this.compile = schemasOf(document);
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
    );
  }

  static async load(url: string): Promise<DescribedApi> {
    return new DescribedApi((await (await fetch(`${url}/api/openapi.json`)).json()) as ApiDocument);
  }

  /** What differs between a response and the document; empty if the document describes the response. */
  problemsOf({ responses }: DescribedOperation, answer: Answered): string[] {
    const given = responses[answer.status];
    if (!given) return [`status ${answer.status} is not described: ${answer.text.slice(0, 300)}`];
    const described = componentOf(given, this.document.components.responses);
    return [...headerProblems(described, answer), ...this.bodyProblems(described, answer)];
  }

  private bodyProblems({ content }: ApiResponse, { status, headers, text }: Answered): string[] {
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

function headerProblems({ headers = {} }: ApiResponse, answer: Answered): string[] {
  const missing = Object.keys(headers).filter((name) => isExpected(name, answer.status) && !answer.headers.has(name));
  const setsCookies = answer.status < 400 && answer.headers.has("Set-Cookie") && !("Set-Cookie" in headers);
  return [
    ...missing.map((name) => `status ${answer.status} has no ${name}`),
    ...(setsCookies ? [`status ${answer.status} sets cookies, which is not described`] : []),
  ];
}
