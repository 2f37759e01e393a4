import type { Metadata } from "next";
import { openPage } from "@/lib/web/adapters/require";
import { missingPage } from "@/lib/web/pages/close-page";

export const metadata: Metadata = { title: "Page not found" };

/** Matches every URL without a page, so that these URLs get the same notice as missing content. */
export default async function MissingPage() {
  await openPage();
  return missingPage();
}
