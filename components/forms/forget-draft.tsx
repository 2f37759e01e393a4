"use client";

import { useEffect } from "react";
import { dropDraft } from "./draft";

/** For pages that do not lead back to a form. */
export function ForgetDraft() {
  useEffect(dropDraft, []);
  return null;
}
