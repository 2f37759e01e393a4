// Where users confirm with Google who they are, and then return to the page being rendered.
import "server-only";
import { askedFor } from "./asked-for";
import { offersGoogle } from "./product-facts";

/** Null if Google is not configured. */
export async function confirmPath(): Promise<string | null> {
  if (!offersGoogle()) return null;
  const next = await askedFor();
  return next === null ? "/account/connections" : `/account/connections?next=${encodeURIComponent(next)}`;
}
