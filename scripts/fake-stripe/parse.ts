// Reads parameters by a schema. Everything that the schema does not name is refused, as Stripe refuses parameters that it does
// not know, so that no parameter is silently without effect.
import { z } from "zod";
import type { Params } from "./form";
import { invalid } from "./failure";

const nameOf = (path: PropertyKey[]) =>
  path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join("");

/** @throws StripeFailure */
export function parse<T>(schema: z.ZodType<T>, params: Params): T {
  const result = schema.safeParse(params);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path ?? [];
  if (issue?.code === "unrecognized_keys") {
    const name = nameOf([...path, issue.keys[0] ?? ""]);
    throw invalid(`Received unknown parameter: ${name}`, name, "parameter_unknown");
  }
  const name = nameOf(path);
  if (issue?.code === "invalid_type" && issue.message.includes("received undefined"))
    throw invalid(`Missing required param: ${name}.`, name, "parameter_missing");
  throw invalid(`Invalid ${name || "request"}: ${issue?.message ?? "not valid"}`, name);
}

export const text = z.string().max(5000);
export const integer = z
  .string()
  .regex(/^-?\d{1,15}$/, "must be an integer")
  .transform(Number);
export const flag = z.enum(["true", "false"]).transform((value) => value === "true");
export const currency = z
  .string()
  .toLowerCase()
  .regex(/^[a-z]{3}$/);
export const httpUrl = z
  .string()
  .max(5000)
  .refine((value) => /^https?:\/\/[^\s]+$/.test(value), "must be a URL with http or https");

/** Up to 50 keys. An empty value removes its key; an empty text removes all. https://docs.stripe.com/api/metadata */
export const metadata = z.union([
  z.literal("").transform((): Record<string, string> | null => null),
  z.record(z.string().min(1).max(40), z.string().max(500)).refine((pairs) => Object.keys(pairs).length <= 50),
]);

export const expand = { expand: z.array(z.string().max(200)).max(20).optional() };

export const page = {
  ...expand,
  limit: integer.pipe(z.number().min(1).max(100)).optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
  created: z.union([integer, z.strictObject({ gt: integer, gte: integer, lt: integer, lte: integer }).partial()]).optional(),
};

export function mergeMetadata(
  current: Record<string, string>,
  change: Record<string, string> | null | undefined,
): Record<string, string> {
  if (change === undefined) return current;
  if (change === null) return {};
  return Object.fromEntries(Object.entries({ ...current, ...change }).filter(([, value]) => value !== ""));
}
