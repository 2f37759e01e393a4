"use client";

import { useEffect } from "react";
import { dropDraft } from "./draft";

/** Deletes the tab's draft, on pages that do not lead back to a form. */
export function ForgetDraft() {
  useEffect(dropDraft, []);
  return null;
}
