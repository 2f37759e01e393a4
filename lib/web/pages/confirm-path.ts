// Where users confirm with Google who they are, and then return to the page being rendered.
import "server-only";
import { isSignedIn, type Actor } from "@/lib/access/actor";
import { askedFor } from "./asked-for";
import { offersGoogle } from "./product-facts";

/** Null for a user who signed in with a password, or if Google is not offered here. */
export async function confirmPath(actor: Actor): Promise<string | null> {
  if (!isSignedIn(actor) || actor.credential.proof.method !== "google" || !(await offersGoogle())) return null;
  const next = await askedFor();
  return next === null ? "/account/connections" : `/account/connections?next=${encodeURIComponent(next)}`;
}
