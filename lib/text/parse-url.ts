// Parses URLs. Replaces URL.canParse, which in Node 20 and 22 reports URLs with letters such as ü as invalid once it has been
// called a few thousand times: its optimized version reads Latin-1 as UTF-8.
import "server-only";

/** @returns null if the text is not a URL */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
