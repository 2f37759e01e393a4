// Converts FormData to plain input: refuses files and repeated fields, and skips the framework's own fields. Also selects
// the values that a form may show again, which are never secrets.
import "server-only";
import { z } from "zod";
import { isSecretSchema } from "@/lib/auth/schemas";
import { AppError } from "@/lib/errors/app-error";

const FRAMEWORK_FIELD = /^\$ACTION_/;

/** @throws AppError MALFORMED_REQUEST for a file or a repeated field */
export function readForm(data: unknown): Record<string, string> {
  // A client can call an action with any value.
  if (!(data instanceof FormData)) throw new AppError("MALFORMED_REQUEST");
  // An object without a prototype, so that names such as `__proto__` are ordinary fields.
  const values = Object.create(null) as Record<string, string>;
  for (const [name, value] of data) {
    if (FRAMEWORK_FIELD.test(name)) continue;
    if (typeof value !== "string" || Object.hasOwn(values, name)) throw new AppError("MALFORMED_REQUEST");
    values[name] = value;
  }
  return values;
}

/** Also of a schema inside others, such as an optional password. */
function isSecret(schema: z.ZodType): boolean {
  if (isSecretSchema(schema)) return true;
  if (schema instanceof z.ZodPipe) return [schema.in, schema.out].some((part) => isSecret(part as z.ZodType));
  const { innerType } = schema.def as { innerType?: z.ZodType };
  return innerType !== undefined && isSecret(innerType);
}

/** The values of known fields that are not secret. */
export function echoableValues(schema: z.ZodType, values: Record<string, string>): Record<string, string> {
  if (!(schema instanceof z.ZodObject)) return {};
  const shape = schema.shape as Record<string, z.ZodType>;
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => {
      const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
      return field !== undefined && !isSecret(field);
    }),
  );
}

/** Like `echoableValues`, but with the values as the schema normalizes them. Only texts; empty if the schema refuses them. */
export function echoableInput(schema: z.ZodType, values: Record<string, string>): Record<string, string> {
  const { data } = schema.safeParse(values);
  if (typeof data !== "object" || data === null) return {};
  const texts = Object.entries(data).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return echoableValues(schema, Object.fromEntries(texts));
}
