// Turns zod schemas into JSON Schema (draft 2020-12, as OpenAPI 3.1 uses it). A schema with a title becomes a component.
import { z } from "zod";
import { AFTER_NORMALIZATION } from "@/lib/web/openapi/normalized";

export interface Schema {
  [keyword: string]: unknown;
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
  title?: string;
}

/** The pattern of these formats only repeats the format, in hundreds of characters. */
const PLAIN_FORMATS = new Set(["date-time", "date", "uuid"]);

type Adjusted = Parameters<NonNullable<z.core.JSONSchemaGeneratorParams["override"]>>[0];

function adjust({ zodSchema, jsonSchema }: Adjusted): void {
  if (PLAIN_FORMATS.has(jsonSchema.format as string)) delete jsonSchema.pattern;
  // zod drops the examples of a text that is normalized, because they may be of the result. Here they are of the input.
  const { examples } = z.globalRegistry.get(zodSchema) ?? {};
  if (examples) jsonSchema.examples = examples as typeof jsonSchema.examples;
  const longest = longestOf(zodSchema);
  if (longest === undefined || longest === jsonSchema.maxLength) return;
  const { description = "" } = jsonSchema;
  if (description.endsWith(AFTER_NORMALIZATION)) return;
  jsonSchema.description = `${description} At most ${longest.toLocaleString("en")} ${AFTER_NORMALIZATION}`.trim();
}

/** How long a text may be after it has been normalized; before that, it may be longer. */
function longestOf(schema: z.core.$ZodType): number | undefined {
  if (schema instanceof z.ZodOptional) return longestOf(schema.unwrap());
  if (!(schema instanceof z.ZodPipe && schema.out instanceof z.ZodString)) return undefined;
  return (schema.out._zod.bag as { maximum?: number }).maximum;
}

/** @param io `input` for bodies and queries, whose text is normalized afterwards; `output` for response bodies */
export function jsonSchemaOf(schema: z.ZodType, io: "input" | "output"): Schema {
  const { $schema: _, ...converted } = z.toJSONSchema(schema, { io, unrepresentable: "throw", override: adjust });
  return converted as unknown as Schema;
}

/** Collects the schemas that have a title, and replaces each with a reference. */
export class Components {
  readonly schemas: Record<string, Schema> = {};

  refer<Part>(part: Part): Part {
    if (Array.isArray(part)) return part.map((each: unknown) => this.refer(each)) as Part;
    if (typeof part !== "object" || part === null) return part;
    const entries = Object.entries(part).map(([name, value]) => [name, this.refer(value as unknown)] as const);
    const schema = Object.fromEntries(entries) as Schema;
    // A property that is called "title" has a schema, not a text.
    return (typeof schema.title === "string" ? this.add(schema.title, schema) : schema) as Part;
  }

  private add(title: string, { title: _, ...schema }: Schema): Schema {
    const known = this.schemas[title];
    if (known && JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`two schemas have the title ${title}`);
    this.schemas[title] = schema;
    return { $ref: `#/components/schemas/${title}` };
  }
}
