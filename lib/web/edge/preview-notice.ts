// What every page of a preview deployment says, so that no one takes the preview for the product.
import "server-only";
import { env } from "@/lib/env/server";

export interface PreviewNotice {
  title: string;
  text: string;
}

const NOTICE: PreviewNotice = { title: "Preview deployment.", text: "Its data is not production’s." };

/** @returns null unless this is a preview */
export function previewNotice(): PreviewNotice | null {
  return env().preview ? NOTICE : null;
}
