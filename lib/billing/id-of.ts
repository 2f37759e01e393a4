// The id of what an object at Stripe refers to, which is there as a whole if the request has asked for it.
import "server-only";

type Reference = string | { id: string };

export function idOf(reference: Reference): string;
export function idOf(reference: Reference | null | undefined): string | null;
export function idOf(reference: Reference | null | undefined): string | null {
  return typeof reference === "string" ? reference : (reference?.id ?? null);
}
