// Validates the target of a redirect: only paths of this origin are allowed.
import "server-only";
import { parseUrl } from "@/lib/text/parse-url";

const MAX_LENGTH = 2_000;
const BASE = "https://origin.invalid";

/** The path, query and fragment of `target`, normalized; null if `target` could lead to another origin. */
export function safeRedirect(target: unknown): string | null {
  if (typeof target !== "string" || target.length > MAX_LENGTH) return null;
  // Browsers remove tabs and line breaks from URLs, and treat a backslash as a slash.
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(target) || target.includes("\\")) return null;
  const url = parseUrl(target, BASE);
  if (!url || url.origin !== BASE || url.pathname.startsWith("//")) return null;
  return url.pathname + url.search + url.hash;
}
