// FormData as plain input: text only, no field twice, none of the framework's own. And back again: what of it
// a form may show once more, which is never a secret.
import "server-only";
import { z } from "zod";
import { isSecretSchema } from "@/lib/auth/schemas";
import { AppError } from "@/lib/errors/app-error";

const FRAMEWORK_FIELD = /^\$ACTION_/;

/** @throws AppError MALFORMED_REQUEST on a file or a field sent twice */
export function readForm(data: unknown): Record<string, string> {
  // An action can be called with anything.
  if (!(data instanceof FormData)) throw new AppError("MALFORMED_REQUEST");
  // Without a prototype, so that a field named like a part of one is a field like any other.
  const values = Object.create(null) as Record<string, string>;
  for (const [name, value] of data) {
    if (FRAMEWORK_FIELD.test(name)) continue;
    if (typeof value !== "string" || Object.hasOwn(values, name)) throw new AppError("MALFORMED_REQUEST");
    values[name] = value;
  }
  return values;
}

function isSecret(schema: z.ZodType): boolean {
  return isSecretSchema(schema) || (schema instanceof z.ZodOptional && isSecretSchema(schema.unwrap() as z.ZodType));
}

/** The values of known, not secret fields. */
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
