// Finds input schemas that allow unknown fields, unlimited text or unlimited lists. Describes each problem in a sentence.
// A schema type that this file does not know is reported, too, so a new type cannot pass unnoticed.
import type { z } from "zod";

type Schema = z.core.$ZodType;
interface Def {
  type: string;
  checks?: { _zod: { def: { check: string } } }[];
  [name: string]: unknown;
}

/** Formats whose pattern limits the length. */
const BOUNDED_FORMATS = ["uuid", "guid", "date", "ipv4"];
/** The checks that limit a list's items or a text's characters. For text, `max` is not enough: it counts UTF-16 units. */
const BOUNDING_CHECKS: Record<string, string[]> = { array: ["max_length", "length_equals"], string: ["characters_at_most"] };
const HARMLESS = [
  "enum",
  "literal",
  "boolean",
  "number",
  "int",
  "bigint",
  "date",
  "null",
  "undefined",
  "never",
  "void",
  "nan",
];
const WRAPPERS = ["optional", "nullable", "default", "prefault", "nonoptional", "readonly", "catch"];

const defOf = (schema: Schema) => schema._zod.def as unknown as Def;

export function inputProblems(schema: Schema, path = "input"): string[] {
  const def = defOf(schema);
  if (HARMLESS.includes(def.type)) return [];
  if (WRAPPERS.includes(def.type)) return inputProblems(def.innerType as Schema, path);
  switch (def.type) {
    case "object":
      return objectProblems(def, path);
    case "string":
      return isBoundedText(def) ? [] : [`${path} is text without a maximum length in characters`];
    case "array":
      return [
        ...(isBounded(def) ? [] : [`${path} is a list without a maximum length`]),
        ...inputProblems(def.element as Schema, `${path}[]`),
      ];
    case "union":
      return (def.options as Schema[]).flatMap((option) => inputProblems(option, path));
    case "tuple":
      return (def.items as Schema[]).flatMap((item, index) => inputProblems(item, `${path}[${index}]`));
    case "pipe":
      return pipeProblems(def, path);
    default:
      return [`${path} is a schema of the unknown kind ${def.type}`];
  }
}

function objectProblems(def: Def, path: string): string[] {
  const catchall = def.catchall as Schema | undefined;
  const closed = catchall !== undefined && defOf(catchall).type === "never";
  const fields = Object.entries(def.shape as Record<string, Schema>);
  return [
    ...(closed ? [] : [`${path} accepts unknown fields`]),
    ...fields.flatMap(([name, field]) => inputProblems(field, `${path}.${name}`)),
  ];
}

/** A transform may only follow the validation. Before the validation, it would receive unchecked input. */
function pipeProblems(def: Def, path: string): string[] {
  const [before, after] = [def.in as Schema, def.out as Schema];
  if (defOf(before).type === "transform") return [`${path} transforms input before it is validated`];
  return [...inputProblems(before, path), ...(defOf(after).type === "transform" ? [] : inputProblems(after, path))];
}

function isBounded(def: Def): boolean {
  return (def.checks ?? []).some((check) => BOUNDING_CHECKS[def.type]?.includes(check._zod.def.check));
}

function isBoundedText(def: Def): boolean {
  return isBounded(def) || BOUNDED_FORMATS.includes(String(def.format));
}
