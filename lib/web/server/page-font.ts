// Learns the URL of the text font, for the pages that this server sends in place of the framework's. The build chooses the
// URL and names it after app/fonts/geist-sans.woff2, so it is read from the Link header of the first page that preloads it.
import "server-only";

const holder = globalThis as typeof globalThis & { gatehousePageFont?: string };

/** @param link the Link header of a response, which lists the files that the page preloads */
export function learnPageFont(link: unknown): void {
  holder.gatehousePageFont ??= /<(\/_next\/static\/media\/geist_sans[.-][\w.~-]+\.woff2)>/.exec(String(link))?.[1];
}

export function pageFont(): string | undefined {
  return holder.gatehousePageFont;
}
