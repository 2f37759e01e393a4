// Parses input by its schema, or throws VALIDATION_ERROR with one message per field. Messages never contain values.
import "server-only";
import type { z } from "zod";
import { AppError, type FieldMessages } from "@/lib/errors/app-error";

export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError("VALIDATION_ERROR", { fields: fieldMessages(parsed.error.issues) });
}

function fieldMessages(issues: z.core.$ZodIssue[]): FieldMessages {
  const fields = Object.create(null) as FieldMessages;
  for (const issue of issues) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys.slice(0, 20)) fields[key.slice(0, 60)] ??= "This field is not recognized.";
    } else {
      fields[issue.path.join(".") || "input"] ??= issue.message;
    }
  }
  return { ...fields };
}
