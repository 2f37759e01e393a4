// The API document as the reference shows it: sections with their operations.
import "server-only";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { siteUrl } from "@/lib/web/pages/product-facts";
import { apiDocument, type ApiContent, type ApiDocument, type ApiOperation } from "./api-document";
import { codesOf } from "./codes-of";
import { componentOf } from "./component-of";
import { curlOf } from "./curl";
import { fieldOf, fieldsOf, type Field } from "./fields";

export interface ReferenceBody {
  /** The media types of a file or a text; empty for JSON with fields. */
  types: string[];
  fields: Field[];
  example: string | null;
}

export interface ReferenceAnswer {
  status: string;
  description: string;
  body: ReferenceBody | null;
}

export interface ReferenceRefusal {
  status: string;
  code: string;
  message: string;
}

export interface ReferenceOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** Any one of them is enough; empty for a public operation. */
  credentials: string[];
  parameters: (Field & { place: string })[];
  body: ReferenceBody | null;
  answers: ReferenceAnswer[];
  refusals: ReferenceRefusal[];
  curl: string;
}

export interface ReferenceSection {
  slug: string;
  name: string;
  operations: ReferenceOperation[];
}

export interface Reference {
  title: string;
  overview: string;
  sections: ReferenceSection[];
  /** Every code that a response can have. */
  codes: ReferenceRefusal[];
}

const slugOf = (name: string) => name.toLowerCase().replaceAll(" ", "-");

function bodyOf(content: Record<string, ApiContent> | undefined, { components }: ApiDocument): ReferenceBody | null {
  if (!content) return null;
  const json = content["application/json"];
  const fields = json ? fieldsOf(json.schema, components.schemas) : [];
  const hasExample = json?.example !== undefined && fields.length > 0;
  return {
    types: fields.length > 0 ? [] : Object.keys(content),
    fields,
    example: hasExample ? JSON.stringify(json.example, null, 2) : null,
  };
}

function refusalOf(status: string, code: string): ReferenceRefusal {
  return { status, code, message: ERROR_CODES[code as ErrorCode].message };
}

const CREDENTIALS: Record<string, string> = {
  session: "session cookie",
  accessToken: "access token",
  personalApiKey: "API key of a user",
  organizationApiKey: "API key of an organization",
  cronSecret: "cron secret",
  metricsToken: "metrics token",
};

function credentialsOf({ security }: ApiOperation): string[] {
  return security.flatMap((each) => Object.keys(each)).map((scheme) => CREDENTIALS[scheme] ?? scheme);
}

function operationOf(method: string, path: string, operation: ApiOperation, document: ApiDocument): ReferenceOperation {
  const { operationId, summary, description = "", parameters = [], requestBody, responses } = operation;
  const given = Object.entries(responses);
  const refused = given.flatMap(([status, answer]) =>
    codesOf(componentOf(answer, document.components.responses)).map((code) => refusalOf(status, code)),
  );
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    summary,
    description,
    credentials: credentialsOf(operation),
    parameters: parameters.map((each) => ({
      ...fieldOf(each.name, { ...each.schema, description: each.description }, each.required, document.components.schemas),
      place: each.in,
    })),
    body: bodyOf(requestBody?.content, document),
    answers: given
      .filter(([, { $ref }]) => $ref === undefined)
      .map(([status, answer]) => ({ status, description: answer.description, body: bodyOf(answer.content, document) })),
    refusals: refused,
    curl: curlOf(siteUrl(), method.toUpperCase(), path, operation),
  };
}

let made: Reference | undefined;

/** The same for the whole process, so it is made once. */
export function apiReference(): Reference {
  return (made ??= makeReference());
}

function makeReference(): Reference {
  const document = apiDocument();
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: operation.tags[0] ?? "",
      shown: operationOf(method, path, operation, document),
    })),
  );
  const sections = document.tags.map(({ name }) => ({
    slug: slugOf(name),
    name,
    operations: operations.filter(({ tag }) => tag === name).map(({ shown }) => shown),
  }));
  const possible = new Set(operations.flatMap(({ shown }) => shown.refusals.map(({ code }) => code)));
  const codes = Object.entries(ERROR_CODES).filter(([code]) => possible.has(code));
  return {
    title: document.info.title,
    overview: document.info.description,
    sections,
    codes: codes.map(([code, { status }]) => refusalOf(String(status), code)),
  };
}
