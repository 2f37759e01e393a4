// The fields of a schema as rows of a table. Fields of nested objects have a path, such as `user.name` or `items[].id`.
import "server-only";
import type { ApiSchema } from "./api-document";
import { componentOf } from "./component-of";
import { AFTER_NORMALIZATION } from "./normalized";

export interface Field {
  name: string;
  type: string;
  isRequired: boolean;
  description: string;
  /** The only values that are allowed. */
  values: string[];
}

type Schemas = Record<string, ApiSchema>;

/** The choices of a schema, without `null`. */
function choicesOf(schema: ApiSchema, schemas: Schemas): ApiSchema[] {
  return (schema.anyOf ?? [schema]).map((each) => componentOf(each, schemas)).filter(({ type }) => type !== "null");
}

const isNullable = ({ type, anyOf = [] }: ApiSchema) => [type, ...anyOf.map((each) => each.type)].flat().includes("null");

function nameOfType(schema: ApiSchema, schemas: Schemas): string {
  const types = [schema.type ?? "any"].flat().filter((each) => each !== "null");
  if (schema.items) return `array of ${wordsFor(schema.items, schemas)}`;
  return schema.format ?? (types.join(" or ") || "any");
}

function wordsFor(schema: ApiSchema, schemas: Schemas): string {
  return [...new Set(choicesOf(schema, schemas).map((each) => nameOfType(each, schemas)))].join(" or ");
}

function boundsOf({ minimum, maximum, maxLength }: ApiSchema): string {
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`;
  return maxLength === undefined ? "" : `, at most ${maxLength.toLocaleString("en")} characters`;
}

export function fieldOf(name: string, schema: ApiSchema, isRequired: boolean, schemas: Schemas): Field {
  const [only] = choicesOf(schema, schemas);
  const values = only?.enum ?? (only && "const" in only ? [only.const] : []);
  const described = schema.description ?? "";
  const preset = schema.default === undefined ? "" : ` Default: ${JSON.stringify(schema.default)}.`;
  const bounds = described.endsWith(AFTER_NORMALIZATION) ? "" : boundsOf(only ?? {});
  return {
    name,
    type: `${wordsFor(schema, schemas)}${bounds}${isNullable(schema) ? ", or null" : ""}`,
    isRequired,
    description: `${described}${preset}`.trim(),
    values: values.map(String),
  };
}

export function fieldsOf(given: ApiSchema, schemas: Schemas, prefix = ""): Field[] {
  const { properties = {}, required = [] } = componentOf(given, schemas);
  return Object.entries(properties).flatMap(([name, schema]) => [
    fieldOf(prefix + name, schema, required.includes(name), schemas),
    ...choicesOf(schema, schemas).flatMap((choice) =>
      choice.items ? fieldsOf(choice.items, schemas, `${prefix}${name}[].`) : fieldsOf(choice, schemas, `${prefix}${name}.`),
    ),
  ]);
}
