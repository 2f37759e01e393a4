import type { Metadata } from "next";
import { openPage } from "@/lib/web/adapters/require";
import { missingPage } from "@/lib/web/pages/close-page";

export const metadata: Metadata = { title: "Page not found" };

/** Every address without a page of its own, so that it gets the same notice as a page that is missing. */
export default async function MissingPage() {
  await openPage();
  return missingPage();
}
