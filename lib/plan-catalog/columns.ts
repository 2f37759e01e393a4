// The columns of a plan that the console sets, from the parsed input, and what an audit entry records of them.
import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { featuresIn } from "./schemas";

interface Given {
  name: string;
  description: string;
  monthly_price: number | null;
  yearly_price: number | null;
  is_public: boolean;
  position: number;
}

export function columnsOf(input: Given) {
  return {
    name: input.name,
    description: input.description,
    monthlyPriceCents: input.monthly_price,
    yearlyPriceCents: input.yearly_price,
    isPublic: input.is_public,
    position: input.position,
    features: featuresIn(input),
  };
}

type Columns = Omit<ReturnType<typeof columnsOf>, "features"> & { features: unknown };

/** The recorded values of a plan: one level, as the audit log shows them. Stored features may have any values. */
export function recordedOf(columns: Columns): Record<string, Prisma.InputJsonValue | null> {
  const { features, ...rest } = columns;
  return {
    ...(features as Record<string, Prisma.InputJsonValue | null>),
    name: rest.name,
    description: rest.description,
    monthly_price_cents: rest.monthlyPriceCents,
    yearly_price_cents: rest.yearlyPriceCents,
    is_public: rest.isPublic,
    position: rest.position,
  };
}

/** The values that differ, as the two sides of an audit entry. A value that one side does not have is null. */
export function changesOf(before: Columns, after: Columns) {
  const [from, to] = [recordedOf(before), recordedOf(after)];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const changed = names.filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]));
  const side = (values: typeof from) => Object.fromEntries(changed.map((name) => [name, values[name] ?? null]));
  return { before: side(from), after: side(to) };
}
