// The URL of the pages' font, which the build decides and names after app/fonts/geist-sans.woff2. Learned from the first page
// that the framework serves, for pages that we serve in its place.
import "server-only";

const holder = globalThis as typeof globalThis & { gatehousePageFont?: string };

/** @param link the header with what a page preloads */
export function learnPageFont(link: unknown): void {
  holder.gatehousePageFont ??= /<(\/_next\/static\/media\/geist_sans[.-][\w.~-]+\.woff2)>/.exec(String(link))?.[1];
}

export function pageFont(): string | undefined {
  return holder.gatehousePageFont;
}
